import { useDocumentVisibility } from '@mantine/hooks';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { followMetrics } from './follow-metrics.ts';
import { LIVE_DETAILS, type LiveDetails, type LiveSnapshot } from './live-queries.ts';
import { COMPARED_OF_DAY, COMPARED_OF_HOUR } from './risers.ts';

/** How often the details are read at most while numbers change, and at least while they do not: minutes pass by themselves. */
const DETAILS_AT_MOST_EVERY = 3_000;
const DETAILS_AT_LEAST_EVERY = 10_000;

/** Until when the numbers are complete. */
export interface Reach {
  readonly watermark: string;
  /** How far behind the server's clock that was when it was read, in milliseconds; null where that clock is not known. */
  readonly lag: number | null;
}

/** A campaign's live metrics as far as they are known. */
export interface Live {
  readonly snapshot: LiveSnapshot | undefined;
  readonly details: LiveDetails | undefined;
  readonly reach: Reach | undefined;
  /** The server's clock when details were read, in milliseconds since 1970. */
  readonly readAt: number;
  readonly isLost: boolean;
  /** Why there is nothing to follow. */
  readonly refusal: CombinedError | undefined;
  /** Begins anew after a refusal. */
  retry(): void;
}

/** Follows a campaign while the page is looked at; a tab in the background holds no connection, and resumes when it comes back. */
export function useLive(campaignId: string): Live {
  const client = useClient();
  const isVisible = useDocumentVisibility() !== 'hidden';
  const [snapshot, setSnapshot] = useState<LiveSnapshot>();
  const [details, setDetails] = useState<LiveDetails>();
  const [reach, setReach] = useState<Reach>();
  const [readAt, setReadAt] = useState(() => Date.now());
  const [connection, setConnection] = useState<'CONNECTING' | 'OPEN' | 'LOST'>('CONNECTING');
  const [refusal, setRefusal] = useState<CombinedError>();
  const lastId = useRef<string | null>(null);
  const clockOffset = useRef<number | undefined>(undefined);
  const lastRead = useRef(Number.NEGATIVE_INFINITY);

  const reachTo = useCallback((watermark: string | null) => {
    if (watermark === null) return;
    const time = new Date(watermark).getTime();
    const offset = clockOffset.current;
    const lag = offset === undefined ? null : Math.max(0, Date.now() + offset - time);
    // Of two that were under way at once, the older may come last.
    setReach((known) =>
      known !== undefined && new Date(known.watermark).getTime() > time ? known : { watermark, lag },
    );
  }, []);

  useEffect(() => {
    if (!isVisible || refusal !== undefined) return;
    return followMetrics(campaignId, lastId.current, {
      onSnapshot(next) {
        lastId.current = next.id;
        setSnapshot(next);
        reachTo(next.total.watermark);
      },
      onOpen(offset) {
        clockOffset.current = offset ?? clockOffset.current;
        setConnection('OPEN');
      },
      onLost: () => setConnection('LOST'),
      onRefused: setRefusal,
    });
  }, [campaignId, isVisible, refusal, reachTo]);

  const read = useCallback(async () => {
    lastRead.current = performance.now();
    const { data } = await client
      .query(
        LIVE_DETAILS,
        { campaignId, hourLimit: COMPARED_OF_HOUR, dayLimit: COMPARED_OF_DAY },
        { requestPolicy: 'network-only' },
      )
      .toPromise();
    // What failed is read again in a moment; until then, what was read before stands.
    if (data?.reached === undefined || data.reached === null) return;
    setDetails(data);
    setReadAt(Date.now() + (clockOffset.current ?? 0));
    reachTo(data.reached.watermark);
  }, [client, campaignId, reachTo]);

  const snapshotId = snapshot?.id;
  useEffect(() => {
    // With other numbers there are other details.
    if (snapshotId === undefined || !isVisible || connection !== 'OPEN' || refusal !== undefined) return;
    const wait = Math.max(0, lastRead.current + DETAILS_AT_MOST_EVERY - performance.now());
    const soon = setTimeout(() => void read(), wait);
    const again = setInterval(() => void read(), DETAILS_AT_LEAST_EVERY);
    return () => {
      clearTimeout(soon);
      clearInterval(again);
    };
  }, [read, snapshotId, isVisible, connection, refusal]);

  return {
    snapshot,
    details,
    reach,
    readAt,
    isLost: connection === 'LOST',
    refusal,
    retry: () => setRefusal(undefined),
  };
}
