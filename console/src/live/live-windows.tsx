import { Link } from '@tanstack/react-router';
import pills from '../shell/pills.module.css';
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
    <nav className={`${pills.pills} ${styles.windows}`} aria-label="Window">
      {LIVE_WINDOWS.map((window) => (
        <Link
          key={window}
          from="/campaigns/$campaignId"
          to="."
          search={(search) => ({ ...search, window })}
          className={pills.pill}
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
