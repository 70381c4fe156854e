import { useCallback, useMemo } from 'react';
import { useQuery } from 'urql';
import { PlotFigure } from '../../charts/plot-figure.tsx';
import { Empty, Failure, Waiting } from '../../shell/states.tsx';
import styles from '../campaign.module.css';
import { type Campaign, TIMELINE, type Timeline } from '../campaign-queries.ts';
import { usePerformerFilter } from '../performer-filter.ts';
import { drawInteractions, drawRates, INTERACTION_KINDS, toPeriods } from './timeline-chart.ts';

const HEIGHTS = { interactions: 300, rates: 200 };

const UNIT_NAMES: Readonly<Record<Timeline['unit'], string>> = {
  DAY: 'day',
  WEEK: 'week',
  MONTH: 'month',
  YEAR: 'year',
};

/** What the posts of a campaign achieved, by the time when they were posted. */
export function TimelineView({ campaign }: { readonly campaign: Campaign }) {
  const [{ data, error, fetching }, ask] = useQuery({
    query: TIMELINE,
    variables: { campaignId: campaign.id, filter: usePerformerFilter() },
  });
  const timeline = data?.campaign?.timeline ?? undefined;
  const periods = useMemo(() => (timeline === undefined ? [] : toPeriods(timeline)), [timeline]);
  const drawKinds = useCallback<React.ComponentProps<typeof PlotFigure>['draw']>(
    (Plot, width) => drawInteractions(Plot, { periods, width, height: HEIGHTS.interactions }),
    [periods],
  );
  const drawRate = useCallback<React.ComponentProps<typeof PlotFigure>['draw']>(
    (Plot, width) => drawRates(Plot, { periods, width, height: HEIGHTS.rates }),
    [periods],
  );
  const unit = UNIT_NAMES[timeline?.unit ?? 'DAY'];
  return (
    <section aria-label="Over time">
      {error !== undefined && (
        <Failure
          title="Charts could not be loaded"
          error={error}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      )}
      {fetching && timeline === undefined && <Waiting label="Loading the charts" heights={[300, 200]} />}
      {timeline !== undefined && periods.length === 0 && (
        <Empty title="No post in this campaign has a date">
          Import the export again with a column mapped to <code>postedAt</code> to see its posts over time.
        </Empty>
      )}
      {periods.length > 0 && (
        <div className={styles.panel}>
          <h2 className={styles.chartTitle}>Interactions per {unit}, by kind</h2>
          <ul className={styles.kindList}>
            {INTERACTION_KINDS.map((kind) => (
              <li key={kind} data-kind={kind}>
                <b>{kind}</b>
              </li>
            ))}
          </ul>
          <PlotFigure
            label={`Interactions by kind in each of ${periods.length} periods`}
            height={HEIGHTS.interactions}
            draw={drawKinds}
          />
          <h2 className={styles.chartTitle}>Engagement rate per {unit}</h2>
          <PlotFigure
            label={`Engagement rate in each of ${periods.length} periods`}
            height={HEIGHTS.rates}
            draw={drawRate}
          />
          <p className={styles.note}>
            Grouped by the {unit} in which posts were published (UTC); values as of the export.
          </p>
        </div>
      )}
    </section>
  );
}
