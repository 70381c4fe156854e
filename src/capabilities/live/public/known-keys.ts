import { LRUCache } from 'lru-cache';
import type { Database } from '../../../platform/storage/database.ts';
import { findByKey, type WriteKey } from './write-key.ts';

/** How long a key is remembered: a deleted one is good for so long in other processes. */
const REMEMBERED_MILLISECONDS = 10_000;
const KEYS_REMEMBERED = 10_000;
const LONGEST_KEY = 100;

/** Write keys as browsers send them. */
export interface KnownKeys {
  /** undefined: there is no such key, or no longer. */
  find(key: string): Promise<WriteKey | undefined>;
}

/** Keys that there are not are remembered too: whoever tries some costs the database nothing. */
export function createKnownKeys(database: Database): KnownKeys {
  const known = new LRUCache<string, { readonly found: WriteKey | undefined }>({
    max: KEYS_REMEMBERED,
    ttl: REMEMBERED_MILLISECONDS,
  });
  const findRemembered = async (key: string) => {
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered.found;
    const found = await findByKey(database, key);
    known.set(key, { found });
    return found;
  };
  return {
    async find(key) {
      if (key.length > LONGEST_KEY) return undefined;
      const found = await findRemembered(key);
      const isOver = found?.expiresAt != null && found.expiresAt.getTime() <= Date.now();
      return isOver ? undefined : found;
    },
  };
}
