import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useQuery } from 'urql';
import { PlotFigure } from '../../charts/plot-figure.tsx';
import { countOf, formatCount, formatRate, toNumber } from '../../format/numbers.ts';
import { Empty, Failure, Waiting } from '../../shell/states.tsx';
import styles from '../campaign.module.css';
import { type Campaign, SPREAD } from '../campaign-queries.ts';
import { LeaderboardControls } from '../leaderboard-controls.tsx';
import { usePerformerFilter } from '../performer-filter.ts';
import { useLeastViews } from '../use-least-views.ts';
import { chooseScale, drawSpread, type SpreadDot } from './spread-chart.ts';
import { type Standing, standingOf } from './standing.ts';

const route = getRouteApi('/campaigns/$campaignId');
const HEIGHT = 520;

const STANDINGS: readonly { readonly standing: Standing; readonly name: string; readonly means: string }[] = [
  { standing: 'good', name: 'Good', means: 'above the campaign rate, even at the lower confidence bound' },
  {
    standing: 'lucky',
    name: 'Possibly luck',
    means: 'above the campaign rate, but with too few views to be certain',
  },
  { standing: 'below', name: 'Below', means: 'below the campaign rate' },
];

/** Views against rate: who is good, and whose few views were only lucky. */
export function SpreadView({ campaign }: { readonly campaign: Campaign }) {
  const minViews = useLeastViews(campaign, true);
  const filter = usePerformerFilter();
  const navigate = route.useNavigate();
  const [{ data, error, fetching }, ask] = useQuery({
    query: SPREAD,
    variables: { campaignId: campaign.id, minViews, filter },
  });
  const campaignRate = campaign.levelRate ?? 0;
  const dots = useMemo(
    () =>
      data?.campaign?.spread?.map(
        (point): SpreadDot => ({
          influencerId: point.influencerId,
          views: toNumber(point.views),
          rate: point.engagementRate ?? 0,
          confident: point.confidentEngagementRate ?? 0,
          standing: standingOf(point, campaignRate),
        }),
      ),
    [data, campaignRate],
  );
  const draw = useCallback<React.ComponentProps<typeof PlotFigure>['draw']>(
    (Plot, width) => drawSpread(Plot, { dots: dots ?? [], campaignRate, width, height: HEIGHT }),
    [dots, campaignRate],
  );
  const choose = useCallback(
    (datum: unknown) => {
      const chosen = dots?.find((dot) => dot === datum);
      if (chosen === undefined) return;
      const { influencerId } = chosen;
      void navigate({
        to: '/campaigns/$campaignId/influencers/$influencerId',
        params: { campaignId: campaign.id, influencerId },
      });
    },
    [dots, navigate, campaign.id],
  );
  const standings = data?.campaign?.standings ?? undefined;
  const counts: Readonly<Record<Standing, number | undefined>> = {
    good: standings?.certainCount,
    lucky: standings?.uncertainCount,
    below: standings?.belowCount,
  };
  const all =
    standings === undefined
      ? undefined
      : standings.certainCount + standings.uncertainCount + standings.belowCount;
  const scale = chooseScale(dots ?? [], campaignRate);
  const beyondCount = dots?.filter(({ rate }) => rate > scale).length ?? 0;
  const isPart = dots !== undefined && all !== undefined && dots.length < all;
  return (
    <section aria-label="Luck or skill">
      <LeaderboardControls campaign={campaign} leastViews={minViews} withRanking={false} />
      {error !== undefined && (
        <Failure
          title="Chart could not be loaded"
          error={error}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      )}
      {fetching && dots === undefined && <Waiting label="Loading the chart" heights={[HEIGHT]} />}
      {dots !== undefined && dots.length === 0 && (
        <Empty title="No influencer has that many views">Lower the minimum views to see the chart.</Empty>
      )}
      {dots !== undefined && dots.length > 0 && (
        <div className={styles.panel}>
          <ul className={styles.legend}>
            {STANDINGS.map(({ standing, name, means }) => (
              <li key={standing} data-standing={standing}>
                <i data-filled={standing === 'good'} aria-hidden />
                <span>
                  <b>
                    {name}, {formatCount(counts[standing])}
                  </b>
                  : {means}
                </span>
              </li>
            ))}
            {beyondCount > 0 && (
              <li data-standing="beyond">
                <i aria-hidden />
                <span>
                  <b>Beyond the scale, {formatCount(beyondCount)}</b>: above {formatRate(scale)}, drawn at the
                  upper edge in the color of where they stand
                </span>
              </li>
            )}
          </ul>
          <PlotFigure
            label={`Views against engagement rate of ${countOf(dots.length, 'influencer')}; the leaderboard has the same as a table`}
            height={HEIGHT}
            draw={draw}
            onChoose={choose}
          />
          {isPart && (
            <p className={styles.note}>
              The counts are of all {formatCount(all)} influencers. The chart draws {formatCount(dots.length)}{' '}
              of them: the best by rate, confident rate and views, and a sample of the others.
            </p>
          )}
        </div>
      )}
    </section>
  );
}
