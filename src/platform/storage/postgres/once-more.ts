import type { Statement } from '../database.ts';
import type { DurablePool } from '../postgres-pool.ts';
import { isConnectionBroken } from './connection-lost.ts';

/**
 * Runs it, and once more where the connection that it had was gone: PostgreSQL was started again, say, and the pool did not
 * know yet. For what has not begun then, or only reads.
 * @param pool whose connection it was, if it is not to give out others of the same age
 */
export async function onceMore<Result>(
  pool: Pick<DurablePool, 'distrust'> | undefined,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!isConnectionBroken(error)) throw error;
    pool?.distrust();
    return run();
  }
}

const BEGINS_AS_READ = /^\s*(?:select|with)\b/i;
/** Words of SQL that changes something or holds a lock, and functions of the server, some of which do. */
const MAY_CHANGE = /\b(?:insert|update|delete|merge|into|share|nextval|setval|set_config)\b|\bpg_\w+\s*\(/i;

/** Whether a statement only reads, for certain: running it twice is as running it once. */
export function isRead({ text }: Statement): boolean {
  return BEGINS_AS_READ.test(text) && !MAY_CHANGE.test(text);
}
