import type { CombinedError } from 'urql';
import { openEventStream } from '../graph/event-stream.ts';
import { askToSignIn } from '../session/sign-in-wanted.ts';
import { LIVE_SNAPSHOTS, type LiveSnapshot } from './live-queries.ts';

/** What the server says that is over in a while; whatever else it says, it would say again. */
const PASSING = ['RATE_LIMITED', 'UNAVAILABLE', 'UPSTREAM_UNAVAILABLE', 'INTERNAL_SERVER_ERROR'];

const SHORTEST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

export interface MetricsListener {
  onSnapshot(snapshot: LiveSnapshot): void;
  /** The numbers follow what happens from here on. @param clockOffset how far the server's clock is ahead, in milliseconds */
  onOpen(clockOffset: number | undefined): void;
  /** The connection is away, and is tried again. */
  onLost(): void;
  /** The server will not give them: nothing comes after that. */
  onRefused(error: CombinedError): void;
}

/**
 * Follows a campaign's live metrics until it is told to end. After a lost connection it goes on from the snapshot that it gave last.
 * @param lastId the snapshot that is there already: it is not given again
 */
export function followMetrics(
  campaignId: string,
  lastId: string | null,
  listener: MetricsListener,
): () => void {
  let last = lastId;
  let failures = 0;
  let leave = () => {};
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const begin = () => {
    clearTimeout(waiting);
    waiting = undefined;
    leave = openEventStream(
      LIVE_SNAPSHOTS,
      { campaignId, lastId: last },
      {
        onOpen(serverTime) {
          failures = 0;
          listener.onOpen(serverTime === undefined ? undefined : serverTime - Date.now());
        },
        onData({ campaignMetricsChanged: snapshot }) {
          last = snapshot.id;
          listener.onSnapshot(snapshot);
        },
        onError(error) {
          const code = error.graphQLErrors[0]?.extensions.code;
          if (PASSING.some((passing) => passing === code)) return beginLater();
          end();
          if (code === 'UNAUTHENTICATED') askToSignIn();
          else listener.onRefused(error);
        },
        onLost: beginLater,
      },
    );
  };
  const beginLater = () => {
    listener.onLost();
    waiting = setTimeout(begin, waitAfter(failures));
    failures += 1;
  };
  const onOnline = () => {
    if (waiting !== undefined) begin();
  };
  const onOffline = () => {
    if (waiting !== undefined) return;
    leave();
    beginLater();
  };
  const end = () => {
    clearTimeout(waiting);
    window.removeEventListener('online', onOnline);
    window.removeEventListener('offline', onOffline);
    leave();
  };
  window.addEventListener('online', onOnline);
  window.addEventListener('offline', onOffline);
  begin();
  return end;
}

/** Twice as long after each failure, and a quarter more or less: those who lost a server together do not come back together. */
function waitAfter(failures: number): number {
  return Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** failures) * (0.75 + Math.random() / 2);
}
