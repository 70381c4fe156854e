/** Numbers that look random and are the same for the same seed. */
export interface Dice {
  /** From 0 up to, and without, 1. */
  roll(): number;
  /** A whole number from 0 up to, and without, `sides`. */
  below(sides: number): number;
}

/** The generator mulberry32: small, fast, and good enough for rows of a benchmark. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { roll, below: (sides) => Math.floor(roll() * sides) };
}
