import type { Logger } from 'pino';
import type { Database } from './platform/storage/database.ts';

const DAY_MS = 86_400_000;

/** Takes out what has had its time. @returns how many rows went */
export type Purge = (now: Date) => Promise<number>;

export interface RetentionDeps {
  readonly database: Pick<Database, 'withLock'>;
  readonly logger: Logger;
  /** By what it takes out, in words for the log. */
  readonly purges: Readonly<Record<string, Purge>>;
  now?(): Date;
}

/** The schedule of what has had its time. */
export interface Retention {
  /** Resolves once nothing of it runs any more: a purge under way ends with its portion's whole work. */
  close(): Promise<void>;
}

/**
 * Purges at once and then daily. Of several processes one does it at a time; one that finds another at it leaves it at
 * that. What fails is logged and tried again a day later.
 */
export function startRetention(deps: RetentionDeps): Retention {
  let running = purgeAll(deps);
  const timer = setInterval(() => {
    running = running.then(() => purgeAll(deps));
  }, DAY_MS);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}

/** One round, unless another process is at it. Never rejects. */
export async function purgeAll({
  database,
  logger,
  purges,
  now = () => new Date(),
}: RetentionDeps): Promise<void> {
  const giveUp = new AbortController();
  try {
    await database.withLock(
      'marquee:retention',
      { onWait: () => giveUp.abort(), signal: giveUp.signal },
      async () => {
        for (const [what, purge] of Object.entries(purges)) {
          const count = await purge(now());
          if (count > 0) logger.info({ count }, `took out ${what} that had had their time`);
        }
      },
    );
  } catch (error) {
    if (!giveUp.signal.aborted)
      logger.error(
        { err: error },
        'what has had its time could not be taken out; it is tried again in a day',
      );
  }
}
