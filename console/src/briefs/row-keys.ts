import { randomId } from '@mantine/hooks';
import { useState } from 'react';

/**
 * Keys for rows that are typed into, and so have no other identity: a row that is taken out takes its own fields with it, not
 * those of the last one.
 */
export function useRowKeys(count: number) {
  const [keys, setKeys] = useState<readonly string[]>(() => Array.from({ length: count }, () => randomId()));
  return {
    keyOf: (index: number) => keys[index] ?? String(index),
    /** Told beside each row that is added at the end. */
    add: () => setKeys([...keys, randomId()]),
    /** Told beside each row that is taken out. */
    remove: (index: number) => setKeys(keys.filter((_, at) => at !== index)),
  };
}

/** Keys for things that are only read: what they hold, and of equal ones which it is. */
export function keysOf(items: readonly unknown[]): string[] {
  const counts = new Map<string, number>();
  return items.map((item) => {
    const text = JSON.stringify(item);
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    return `${text} ${count}`;
  });
}
