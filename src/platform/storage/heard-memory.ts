import { LRUCache } from 'lru-cache';
import type { Database } from './database.ts';

/** What a message of a channel makes void: everything of a group, or some keys of it. */
export interface Change {
  readonly group: string;
  /** By default all. */
  readonly keys?: readonly string[] | undefined;
}

/**
 * What a process remembers of the database. Whoever changes it says so on a channel, and every process forgets it at
 * once; while a process cannot hear, it relies on nothing that it remembers.
 */
export interface HeardMemory {
  /** A part of the memory for one kind of value. */
  open<Value>(options: MemoryOptions): Remembered<Value>;
  /** A change that this very process made, which need not wait until it hears of it. */
  forget(change: Change): void;
  close(): Promise<void>;
}

export interface MemoryOptions {
  /** How many groups are remembered, such as organizations, and how many keys of each. */
  readonly groups: number;
  readonly keysEach: number;
  /** A second line behind the channel: nothing is believed for longer. By default there is none. In milliseconds. */
  readonly ttl?: number;
}

/** Values of one kind by their group and key. */
export interface Remembered<Value> {
  /**
   * The remembered value, or the one that `load` gives, which is then remembered unless that fails. While nothing is
   * heard, `load` is given what was known last, for where there is nothing better.
   */
  get(group: string, key: string, load: (last?: Promise<Value>) => Promise<Value>): Promise<Value>;
}

/** Begins to hear of changes. */
export async function openHeardMemory(
  database: Pick<Database, 'listen'>,
  channel: string,
  decode: (payload: string) => Change,
): Promise<HeardMemory> {
  const parts: { forget(change: Change): void; clear(): void }[] = [];
  let isListening = false;

  const forget = (change: Change) => {
    for (const part of parts) part.forget(change);
  };
  const close = await database.listen(channel, {
    onMessage: (payload) => forget(decode(payload)),
    onConnected() {
      for (const part of parts) part.clear();
      isListening = true;
    },
    onDisconnected() {
      isListening = false;
    },
  });

  return {
    open<Value>({ groups: most, keysEach, ttl = 0 }: MemoryOptions): Remembered<Value> {
      // The promise is kept from its beginning: what is forgotten while it loads is loaded anew by whoever comes next.
      const groups = new LRUCache<string, LRUCache<string, Promise<Value>>>({ max: most });
      parts.push({
        forget({ group, keys }) {
          if (keys === undefined) groups.delete(group);
          else for (const key of keys) groups.get(group)?.delete(key);
        },
        clear: () => groups.clear(),
      });
      const openGroup = (group: string) => {
        // Counted by size, for a cache with `max` takes the room of all its keys at once.
        const values = new LRUCache<string, Promise<Value>>({
          maxSize: keysEach,
          sizeCalculation: () => 1,
          ttl,
        });
        groups.set(group, values);
        return values;
      };
      return {
        get(group, key, load) {
          const values = groups.get(group);
          const known = values?.get(key);
          if (!isListening) return load(known);
          if (known !== undefined) return known;
          const loading = load();
          const kept = values ?? openGroup(group);
          kept.set(key, loading);
          loading.catch(() => {
            if (kept.peek(key) === loading) kept.delete(key);
          });
          return loading;
        },
      };
    },
    forget,
    close,
  };
}
