import { Link } from '@tanstack/react-router';
import styles from './live.module.css';
import { LIVE_WINDOWS, type LiveWindow } from './live-search.ts';

export const WINDOW_NAMES: Readonly<Record<LiveWindow, string>> = {
  HOUR: 'Last hour',
  DAY: 'Last day',
  TOTAL: 'Whole campaign',
};

/** Over which time the numbers are added up: it stands in the address. */
export function LiveWindows() {
  return (
    <nav className={styles.windows} aria-label="Window">
      {LIVE_WINDOWS.map((window) => (
        <Link
          key={window}
          from="/campaigns/$campaignId"
          to="."
          search={(search) => ({ ...search, window })}
          className={styles.window}
          activeOptions={{ exact: true, includeSearch: true }}
          resetScroll={false}
          replace
        >
          {WINDOW_NAMES[window]}
        </Link>
      ))}
    </nav>
  );
}
