import { LRUCache } from 'lru-cache';
import type { Database } from '../../../platform/storage/database.ts';
import { ACCESS_CHANNEL, type AccessChange, decodeAccessChange } from './access-changes.ts';

/** How many organizations and people are remembered, and how much of each. */
const GROUPS_KEPT = 10_000;
const KEYS_KEPT_EACH = 10_000;
/** A second line behind the notifications: nothing is believed for longer. */
const LONGEST_MS = 30_000;

/** What was loaded under a key for an organization or a person, until access changes there. */
export interface Remembered<Value> {
  get(group: AccessChange, key: string, load: () => Promise<Value>): Promise<Value>;
}

/**
 * What a process remembers of who may do what. Whatever changes access says so over the database, and every process
 * forgets it at once; while a process cannot hear, it remembers nothing.
 */
export interface AccessMemory {
  /** A part of the memory for one kind of value. */
  open<Value>(): Remembered<Value>;
  /** A change that this very process made, which need not wait until it hears of it. */
  forget(change: AccessChange): void;
  close(): Promise<void>;
}

/** Begins to hear of changes. */
export async function openAccessMemory(database: Database): Promise<AccessMemory> {
  const parts: { forget(group: string): void; clear(): void }[] = [];
  let isListening = false;

  const forget = (change: AccessChange) => {
    for (const part of parts) part.forget(groupKey(change));
  };
  const clear = (listens: boolean) => {
    isListening = listens;
    for (const part of parts) part.clear();
  };
  const stopListening = await database.listen(ACCESS_CHANNEL, {
    onMessage: (payload) => forget(decodeAccessChange(payload)),
    onConnected: () => clear(true),
    onDisconnected: () => clear(false),
  });

  return {
    open<Value>(): Remembered<Value> {
      // The promise is kept from its beginning: what is forgotten while it loads is loaded anew by whoever comes next.
      const groups = new LRUCache<string, LRUCache<string, Promise<Value>>>({ max: GROUPS_KEPT });
      parts.push({ forget: (group) => groups.delete(group), clear: () => groups.clear() });
      return {
        get(group, key, load) {
          if (!isListening) return load();
          const name = groupKey(group);
          const values =
            groups.get(name) ??
            new LRUCache<string, Promise<Value>>({ max: KEYS_KEPT_EACH, ttl: LONGEST_MS });
          const known = values.get(key);
          if (known !== undefined) return known;
          const loading = load();
          groups.set(name, values);
          values.set(key, loading);
          loading.catch(() => values.delete(key));
          return loading;
        },
      };
    },
    forget,
    close: stopListening,
  };
}

function groupKey(change: AccessChange): string {
  return 'organizationId' in change ? `organization:${change.organizationId}` : `person:${change.personId}`;
}
