import { formatTime } from '../format/times.ts';
import { isGuest } from '../session/credentials.ts';
import styles from './as-of.module.css';

/** Of when the results are: for whoever gets the page sent, as a guest or on paper. */
export function AsOf({ time }: { readonly time: string }) {
  return (
    <p className={styles.asOf} data-guest={isGuest()}>
      Results as of <time dateTime={time}>{formatTime(time)}</time>
      {isGuest() && <span className={styles.shared}> · shared with you by link</span>}
    </p>
  );
}
