/** A share with the interval that holds it with 95 %. */
export interface Interval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const Z = 1.959964;

/** The Wilson interval of so many successes out of so many trials; all of 0 to 1 where there was none. */
export function wilson(successes: number, trials: number): Interval {
  if (trials === 0) return { share: 0, low: 0, high: 1 };
  const share = successes / trials;
  const centre = share + Z ** 2 / (2 * trials);
  const margin = Z * Math.sqrt((share * (1 - share)) / trials + Z ** 2 / (4 * trials ** 2));
  const scale = 1 + Z ** 2 / trials;
  return { share, low: Math.max(0, (centre - margin) / scale), high: Math.min(1, (centre + margin) / scale) };
}

/**
 * The bootstrapped interval of a mean: percentiles of the means of samples drawn with replacement.
 * @param random from 0 to 1; of a seeded one the interval is the same each time
 */
export function bootstrap(values: readonly number[], random: () => number, rounds = 2_000): Interval {
  if (values.length === 0) return { share: 0, low: 0, high: 1 };
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const means = Array.from({ length: rounds }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
  ).toSorted((left, right) => left - right);
  const at = (quantile: number) => means[Math.min(rounds - 1, Math.floor(quantile * rounds))] ?? 0;
  return { share: mean(values), low: at(0.025), high: at(0.975) };
}

/** Numbers that look like chance and are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
