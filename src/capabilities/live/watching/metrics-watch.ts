import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Database } from '../../../platform/storage/database.ts';
import { decodeChanges, METRICS_CHANNEL } from '../counting/metrics-channel.ts';
import { findCampaignMetrics, type LiveMetrics } from '../windows/windows.ts';

/** A campaign's windows at one time. */
export interface LiveSnapshot {
  /** The same numbers have the same id: whoever has it has them. */
  readonly id: string;
  readonly campaignId: string;
  readonly hour: LiveMetrics;
  readonly day: LiveMetrics;
  readonly total: LiveMetrics;
}

/** Follows the metrics of campaigns for any number of watchers. */
export interface MetricsWatch {
  /**
   * Snapshots of a campaign: one at once, then one whenever its numbers are others, at most one a second.
   * @param lastId the snapshot that the watcher has: it is not given again
   */
  follow(
    campaign: { readonly organizationId: string; readonly campaignId: string },
    options: { readonly lastId: string | null; readonly signal: AbortSignal },
  ): AsyncGenerator<LiveSnapshot, void, undefined>;
  close(): Promise<void>;
}

/** How often a campaign is computed at most, and how often at least while it is watched: its windows slide by the minute. */
const AT_MOST_EVERY = 1_000;
const AT_LEAST_EVERY = 15_000;

/** One campaign that is watched: many watchers cost one computation. */
interface Watched {
  latest: Promise<LiveSnapshot> | undefined;
  computedAt: number;
  timer: NodeJS.Timeout | undefined;
  readonly watchers: Set<() => void>;
}

export async function openMetricsWatch(database: Database, logger: Logger): Promise<MetricsWatch> {
  const campaigns = new Map<string, Watched>();
  const keyOf = (organizationId: string, campaignId: string) => JSON.stringify([organizationId, campaignId]);

  const compute = (key: string, watched: Watched) => {
    const [organizationId = '', campaignId = ''] = decodeChanges(`[${key}]`)[0] ?? [];
    watched.computedAt = performance.now();
    watched.latest = findSnapshot(database, organizationId, campaignId);
    watched.latest.then(
      () => {
        for (const wake of watched.watchers) wake();
      },
      (error: unknown) => logger.warn({ err: error, campaignId }, 'live metrics could not be read'),
    );
  };
  const schedule = (key: string, watched: Watched, milliseconds: number) => {
    clearTimeout(watched.timer);
    watched.timer = setTimeout(() => {
      compute(key, watched);
      schedule(key, watched, AT_LEAST_EVERY);
    }, milliseconds);
  };
  const changed = (key: string) => {
    const watched = campaigns.get(key);
    if (watched === undefined) return;
    schedule(key, watched, Math.max(0, watched.computedAt + AT_MOST_EVERY - performance.now()));
  };
  const changedAll = () => {
    for (const key of campaigns.keys()) changed(key);
  };
  const stopListening = await database.listen(METRICS_CHANNEL, {
    onMessage: (payload) => {
      for (const [organizationId, campaignId] of decodeChanges(payload))
        changed(keyOf(organizationId, campaignId));
    },
    onConnected: changedAll,
    onDisconnected: () => undefined,
  });

  const open = (key: string): Watched => {
    const known = campaigns.get(key);
    if (known !== undefined) return known;
    const watched: Watched = { latest: undefined, computedAt: 0, timer: undefined, watchers: new Set() };
    campaigns.set(key, watched);
    compute(key, watched);
    schedule(key, watched, AT_LEAST_EVERY);
    return watched;
  };
  const leave = (key: string, watched: Watched, wake: () => void) => {
    watched.watchers.delete(wake);
    if (watched.watchers.size > 0) return;
    clearTimeout(watched.timer);
    campaigns.delete(key);
  };

  return {
    async *follow({ organizationId, campaignId }, { lastId, signal }) {
      const key = keyOf(organizationId, campaignId);
      let isChanged = true;
      let resume: (() => void) | undefined;
      const wake = () => {
        isChanged = true;
        resume?.();
      };
      const watched = open(key);
      watched.watchers.add(wake);
      signal.addEventListener('abort', wake, { once: true });
      try {
        let last = lastId;
        while (!signal.aborted) {
          if (isChanged) {
            isChanged = false;
            const snapshot = await watched.latest?.catch(() => undefined);
            if (snapshot !== undefined && snapshot.id !== last && !signal.aborted) {
              last = snapshot.id;
              yield snapshot;
            }
          } else {
            await new Promise<void>((resolve) => {
              resume = resolve;
            });
          }
        }
      } finally {
        signal.removeEventListener('abort', wake);
        leave(key, watched, wake);
      }
    },
    async close() {
      for (const { timer } of campaigns.values()) clearTimeout(timer);
      await stopListening();
    },
  };
}

async function findSnapshot(
  database: Database,
  organizationId: string,
  campaignId: string,
): Promise<LiveSnapshot> {
  const common = { database, organizationId, campaignId, origin: 'TRUSTED', now: new Date() } as const;
  const [hour, day, total] = await Promise.all([
    findCampaignMetrics({ ...common, window: 'HOUR' }),
    findCampaignMetrics({ ...common, window: 'DAY' }),
    findCampaignMetrics({ ...common, window: 'TOTAL' }),
  ]);
  return { id: idOf([hour, day, total]), campaignId, hour, day, total };
}

/** Watermarks move on by themselves: they make no other snapshot. */
function idOf(windows: readonly LiveMetrics[]): string {
  const numbers = windows.map(({ watermark: _, ...counts }) => Object.values(counts).map(String));
  return createHash('sha256').update(JSON.stringify(numbers)).digest('base64url').slice(0, 22);
}
