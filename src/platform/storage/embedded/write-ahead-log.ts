import type { Logger } from 'pino';
import { type Database, statement } from '../database.ts';

/** So much is read again after a kill: a second or two of it. A checkpoint writes no more pages than the 16 MB of buffers. */
const MOST_BYTES = 64 * 2 ** 20;
const LOOK_AGAIN_MS = 5_000;

const SINCE_CHECKPOINT = statement(
  'embedded_bytes_since_checkpoint',
  `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::float8 as bytes from pg_control_checkpoint()`,
);

/**
 * PostgreSQL has a process that makes a checkpoint where its write-ahead log has grown; the embedded database has none, and its log
 * would grow until it is closed: with every import and event on the disk, and read again, all of it, after a kill.
 * @returns ends it, and resolves once nothing of it runs
 */
export function keepLogShort(database: Database, logger: Logger): () => Promise<void> {
  const background = database.inBackground();
  let hasEnded = false;
  let timer: NodeJS.Timeout;
  let looking = Promise.resolve();
  const lookLater = () => {
    timer = setTimeout(() => {
      looking = shortenLog(background, MOST_BYTES)
        .catch((error: unknown) => logger.error({ err: error }, 'the checkpoint failed: it is tried again'))
        .then(() => {
          if (!hasEnded) lookLater();
        });
    }, LOOK_AGAIN_MS).unref();
  };
  lookLater();
  return async () => {
    hasEnded = true;
    clearTimeout(timer);
    await looking;
  };
}

/** Makes a checkpoint if the log has grown by more than so much since the last one. */
export async function shortenLog(database: Database, mostBytes: number): Promise<void> {
  const [since] = await database.query<{ bytes: number }>(SINCE_CHECKPOINT);
  if (since !== undefined && since.bytes > mostBytes) await database.execute('checkpoint');
}
