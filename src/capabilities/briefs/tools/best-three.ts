import { fractionOf } from './choice.ts';

/** Something to choose, with how well it suits and why. */
export interface Ranked<Item> {
  readonly item: Item;
  readonly score: number;
  readonly reasons: readonly string[];
}

/**
 * The three that suit best. Between equals the order of the list decides, which a seed rotates; whoever owes its place to
 * that says so.
 */
export function bestThree<Item extends { readonly id: string; readonly name: string }>(
  ranked: readonly Ranked<Item>[],
  seed: string,
): Ranked<Item>[] {
  const start = seed === '' ? 0 : Math.floor(fractionOf(seed) * ranked.length);
  const rotated = [...ranked.slice(start), ...ranked.slice(0, start)];
  // The sort is stable: equals stay in this order.
  const sorted = rotated.toSorted((left, right) => right.score - left.score);
  return sorted.slice(0, 3).map((one, index) => {
    const next = sorted[index + 1];
    if (next === undefined || next.score !== one.score) return one;
    return {
      ...one,
      reasons: [...one.reasons, `it suits as well as "${next.item.name}" and comes first in our list`],
    };
  });
}
