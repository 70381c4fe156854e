import { Link } from '@tanstack/react-router';
import { ArrowUp } from 'lucide-react';
import { countOf, formatCount } from '../format/numbers.ts';
import styles from './live.module.css';
import type { DayPerformer, HourPerformer } from './live-queries.ts';
import {
  COMPARED_OF_DAY,
  COMPARED_OF_HOUR,
  findCompared,
  findRisers,
  LEAST_VIEWS,
  placesGained,
  type Riser,
} from './risers.ts';

interface RisersPanelProps {
  readonly campaignId: string;
  readonly hour: readonly HourPerformer[];
  readonly day: readonly DayPerformer[];
}

/** Who does better now than over the day. */
export function RisersPanel({ campaignId, hour, day }: RisersPanelProps) {
  const risers = findRisers(hour, day);
  return (
    <section className={styles.panel} aria-labelledby="live-risers">
      <h2 id="live-risers">Who rises</h2>
      <p className={styles.quiet}>
        Whose rank by views is higher in the last hour than in the last day. Compared are the{' '}
        {COMPARED_OF_HOUR} most viewed of the last hour, from {formatCount(LEAST_VIEWS)} views on.
      </p>
      {risers.length === 0 ? (
        <p className={styles.nobody}>
          {findCompared(hour).length === 0
            ? `Nobody has ${countOf(LEAST_VIEWS, 'view')} in the last hour: too few to say.`
            : 'Nobody: who leads the last hour leads the day as well.'}
        </p>
      ) : (
        <ol className={styles.risers}>
          {risers.map((riser) => (
            <li key={riser.influencerId}>
              <span className={styles.gained}>
                <ArrowUp size={15} aria-hidden />
                {/* In one piece, as it is read out. */}
                {riser.dayRank === null ? `${placesGained(riser)}+` : placesGained(riser)}
              </span>
              <span className={styles.riser}>
                <RiserName campaignId={campaignId} riser={riser} />
                <span className={styles.quiet}>
                  {describeRanks(riser)}. {describeViews(riser)}
                </span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function describeRanks({ rank, dayRank }: Riser): string {
  return `Rank ${rank} in the hour, ${dayRank ?? `below ${COMPARED_OF_DAY}`} in the day`;
}

function describeViews({ views, dayViews }: Riser): string {
  return dayViews === null
    ? `${countOf(views, 'view')} in the hour`
    : `${formatCount(views)} of the day's ${countOf(dayViews, 'view')}`;
}

/** Those whom an export names have a page. */
function RiserName({ campaignId, riser }: { readonly campaignId: string; readonly riser: Riser }) {
  const { influencerId, influencer } = riser;
  if (influencer === null) return <b>{influencerId}</b>;
  return (
    <Link
      to="/campaigns/$campaignId/influencers/$influencerId"
      params={{ campaignId, influencerId }}
      className={styles.name}
    >
      {influencerId}
    </Link>
  );
}
