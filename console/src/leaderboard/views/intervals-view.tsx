import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useQuery } from 'urql';
import { wilsonInterval } from '../../../../src/capabilities/performance/rate.ts';
import { endOfBulk } from '../../charts/bulk.ts';
import { COLORS } from '../../charts/colors.ts';
import { PlotFigure } from '../../charts/plot-figure.tsx';
import { formatCount, formatRate, toNumber } from '../../format/numbers.ts';
import { Empty, Failure, Waiting } from '../../shell/states.tsx';
import styles from '../campaign.module.css';
import { type Campaign, TOP } from '../campaign-queries.ts';
import { LeaderboardControls } from '../leaderboard-controls.tsx';
import { usePerformerFilter } from '../performer-filter.ts';
import { useLeastViews, useShownCount } from '../use-least-views.ts';

const route = getRouteApi('/campaigns/$campaignId');
const ROW_HEIGHT = 26;
/** How many are shown at first, and how many more at a time; the graph gives 100 at once. */
const STEP = 25;
const MOST = 100;

/** The best of a campaign with the interval in which each rate lies. */
export function IntervalsView({ campaign }: { readonly campaign: Campaign }) {
  const { rankBy } = route.useSearch();
  const minViews = useLeastViews(campaign);
  const shown = useShownCount(campaign.id, minViews);
  const filter = usePerformerFilter();
  const [limit, setLimit] = useState(STEP);
  const navigate = route.useNavigate();
  const [{ data, error, fetching }, ask] = useQuery({
    query: TOP,
    variables: { campaignId: campaign.id, rankBy, minViews, filter, limit },
  });
  const performers = data?.campaign?.performers?.nodes;
  const bars = performers?.flatMap(({ influencerId, engagementRate, interactions, views }) => {
    const interval = wilsonInterval(toNumber(interactions), toNumber(views));
    return interval === null || engagementRate === null
      ? []
      : [{ influencerId, rate: engagementRate, views, ...interval }];
  });
  const end = endOfBulk([...(bars ?? []).map(({ high }) => high), campaign.levelRate ?? 0]);
  const isBeyond = ({ high }: { readonly high: number }) => high > end;
  const height = 70 + (bars?.length ?? 10) * ROW_HEIGHT;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the bars are new whenever the answer is.
  const draw = useCallback<React.ComponentProps<typeof PlotFigure>['draw']>(
    (Plot, width) =>
      Plot.plot({
        width,
        height,
        marginLeft: Math.min(180, width * 0.36),
        marginTop: 30,
        marginBottom: 36,
        x: {
          label: 'Engagement rate, % of views →',
          grid: true,
          domain: [0, end],
          nice: true,
          clamp: true,
        },
        y: { label: null, domain: bars?.map(({ influencerId }) => influencerId) ?? [], tickSize: 0 },
        marks: [
          Plot.barX(bars, {
            x1: 0,
            x2: 'rate',
            y: 'influencerId',
            fill: COLORS.accent,
            fillOpacity: 0.16,
            insetTop: 3,
            insetBottom: 3,
            rx: 4,
          }),
          Plot.ruleY(bars, {
            x1: 'low',
            x2: 'high',
            y: 'influencerId',
            stroke: COLORS.lamp,
            strokeWidth: 7,
            strokeLinecap: 'round',
          }),
          Plot.text(bars, {
            filter: isBeyond,
            y: 'influencerId',
            frameAnchor: 'right',
            textAnchor: 'end',
            dx: 2,
            fill: COLORS.ink,
            stroke: 'var(--card)',
            strokeWidth: 4,
            text: ({ rate, low, high }: NonNullable<typeof bars>[number]) =>
              `${formatRate(rate)} (${formatRate(low)} to ${formatRate(high)}) ▸`,
          }),
          Plot.dot(bars, {
            filter: ({ rate }: NonNullable<typeof bars>[number]) => rate <= end,
            x: 'rate',
            y: 'influencerId',
            r: 4.5,
            fill: COLORS.accent,
            stroke: 'var(--card)',
            strokeWidth: 1.5,
          }),
          Plot.ruleX([campaign.levelRate ?? 0], { stroke: COLORS.ink, strokeDasharray: '3 4' }),
          Plot.text(['the campaign'], {
            x: campaign.levelRate ?? 0,
            frameAnchor: 'top',
            dy: -16,
            fill: COLORS.ink,
          }),
          Plot.tip(
            bars,
            Plot.pointerY({
              x: 'rate',
              y: 'influencerId',
              fill: 'var(--card)',
              stroke: 'var(--line)',
              title: ({ influencerId, rate, low, high, views }: NonNullable<typeof bars>[number]) =>
                `${influencerId}\n${formatRate(rate)}, 95 % sure: ${formatRate(low)} to ${formatRate(high)}\n${formatCount(views)} views`,
            }),
          ),
        ],
      }),
    [performers, height],
  );
  const choose = useCallback(
    (datum: unknown) => {
      const chosen = bars?.find((bar) => bar === datum);
      if (chosen === undefined) return;
      const { influencerId } = chosen;
      void navigate({
        to: '/campaigns/$campaignId/influencers/$influencerId',
        params: { campaignId: campaign.id, influencerId },
      });
    },
    [bars, navigate, campaign.id],
  );

  return (
    <section aria-label="Confidence of the rates">
      <p className={styles.about}>
        A rate from few views is uncertain. The golden bar is the 95 % confidence interval of the rate; the
        confident rate is its lower bound. The shorter the bar, the more certain the rate.
      </p>
      <LeaderboardControls campaign={campaign} leastViews={minViews} />
      {error !== undefined && (
        <Failure
          title="Chart could not be loaded"
          error={error}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      )}
      {fetching && bars === undefined && <Waiting label="Loading the chart" heights={[480]} />}
      {bars !== undefined && bars.length === 0 && (
        <Empty title="No influencer has that many views">Lower the minimum views to see the chart.</Empty>
      )}
      {bars !== undefined && bars.length > 0 && (
        <div className={styles.panel}>
          <PlotFigure
            label={`Engagement rates of the best ${bars.length} with their 95 % intervals; the leaderboard has the same as a table`}
            height={height}
            draw={draw}
            onChoose={choose}
          />
          {bars.some(isBeyond) && (
            <p className={styles.note}>
              The scale shows the bulk of the rates; ▸ marks what goes on beyond it, with its numbers.
            </p>
          )}
          {performers !== undefined && shown !== undefined && (
            <p className={styles.more}>
              {formatCount(performers.length)} of {formatCount(shown)}
              {performers.length < Math.min(shown, MOST) && (
                <Button
                  variant="default"
                  size="compact-sm"
                  onClick={() => setLimit((known) => Math.min(known + STEP, MOST))}
                >
                  Show more
                </Button>
              )}
              {performers.length >= MOST && shown > MOST && '; the leaderboard has all of them'}
            </p>
          )}
        </div>
      )}
    </section>
  );
}
