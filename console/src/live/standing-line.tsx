import { formatClock } from '../format/times.ts';
import styles from './live.module.css';
import type { Live } from './use-live.ts';

/** Less is between counting and reading anyway, and what clocks differ by. */
const LEAST_LAG = 5_000;

/** Until when the numbers are complete, or that they stand still. */
export function StandingLine({ reach, isLost }: Pick<Live, 'reach' | 'isLost'>) {
  const until = reach === undefined ? undefined : formatClock(reach.watermark);
  return (
    <p className={styles.standing} data-lost={isLost}>
      <span className={styles.dot} aria-hidden />
      {!isLost && (
        <span>
          {until === undefined ? 'Nothing was counted yet' : `Counted up to ${until}`}
          <Lag lag={reach?.lag ?? null} />
        </span>
      )}
      <span role="status">
        {isLost && `Connection lost.${until === undefined ? '' : ` Numbers as of ${until}.`}`}
      </span>
    </p>
  );
}

function Lag({ lag }: { readonly lag: number | null }) {
  if (lag === null || lag < LEAST_LAG) return null;
  return (
    <span
      className={styles.lag}
      title="Events wait to be counted: what was sent since then is not in the numbers yet."
    >
      , {describeLag(lag)} behind
    </span>
  );
}

function describeLag(lag: number): string {
  const seconds = Math.round(lag / 1_000);
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
