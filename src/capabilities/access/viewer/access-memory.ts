import type { Database } from '../../../platform/storage/database.ts';
import { type Change, openHeardMemory } from '../../../platform/storage/heard-memory.ts';
import { ACCESS_CHANNEL, type AccessChange, decodeAccessChange } from './access-changes.ts';

/** How many organizations and people are remembered, and how much of each; nothing is believed for longer. */
const LIMITS = { groups: 10_000, keysEach: 10_000, ttl: 30_000 };

/** What was loaded under a key for an organization or a person, until access changes there. */
export interface Remembered<Value> {
  get(group: AccessChange, key: string, load: () => Promise<Value>): Promise<Value>;
}

/** What a process remembers of who may do what, until it hears that access changed. */
export interface AccessMemory {
  /** A part of the memory for one kind of value. */
  open<Value>(): Remembered<Value>;
  /** A change that this very process made, which need not wait until it hears of it. */
  forget(change: AccessChange): void;
  close(): Promise<void>;
}

/** Begins to hear of changes. */
export async function openAccessMemory(database: Database): Promise<AccessMemory> {
  const memory = await openHeardMemory(database, ACCESS_CHANNEL, (payload) =>
    changeOf(decodeAccessChange(payload)),
  );
  return {
    open<Value>(): Remembered<Value> {
      const remembered = memory.open<Value>(LIMITS);
      // What was known last is no ground to let anybody in: `load` is not told of it.
      return { get: (group, key, load) => remembered.get(groupOf(group), key, () => load()) };
    },
    forget: (change) => memory.forget(changeOf(change)),
    close: () => memory.close(),
  };
}

const changeOf = (change: AccessChange): Change => ({ group: groupOf(change) });

function groupOf(change: AccessChange): string {
  return 'organizationId' in change ? `organization:${change.organizationId}` : `person:${change.personId}`;
}
