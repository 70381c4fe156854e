import { createHash } from 'node:crypto';

/**
 * A number from 0 up to, and not including, 1 that depends on the parts alone: what looks like chance, and is the same
 * every time for the same brief.
 */
export function fractionOf(...parts: readonly string[]): number {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}

/** The list in an order that depends on the parts alone. */
export function shuffled<T>(list: readonly T[], ...parts: readonly string[]): T[] {
  return list
    .map((item, index) => ({ item, order: fractionOf(...parts, String(index)) }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
