import { median } from '../bench/figures.ts';
import type { Sample } from './samples.ts';

/** A shorter watch says nothing: memory is still warming up. */
const JUDGED_FROM_SECONDS = 270;
const FEWEST_SAMPLES = 20;

/**
 * What may grow, and by how much in an hour. A series grows without bound where both hold in the second half of the run: its
 * slope (Theil and Sen: the median of the slopes between all pairs of samples, which spikes do not move) is beyond
 * `anHour`, and the median of its last third is above that of its first third by more than `atLeast`, which steady noise is not.
 */
const LIMITS: Readonly<Record<string, { readonly anHour: number; readonly atLeast: number }>> = {
  'a: resident MB': { anHour: 200, atLeast: 15 },
  'a: event-loop delay p99, ms': { anHour: 400, atLeast: 40 },
  'Redis: MB': { anHour: 200, atLeast: 10 },
  'PostgreSQL: dead rows': { anHour: 1_000_000, atLeast: 60_000 },
  'PostgreSQL: connections': { anHour: 100, atLeast: 8 },
  'PostgreSQL: MB of what imports replace': { anHour: 400, atLeast: 30 },
};

export interface Growth {
  readonly name: string;
  readonly first: number;
  readonly middle: number;
  readonly last: number;
  readonly highest: number;
  /** In the second half; undefined where there was too little to see. */
  readonly anHour: number | undefined;
  /** undefined: told, and not judged. */
  readonly limit: number | undefined;
  readonly isUnbounded: boolean;
}

/** How a series went over the whole run, judged by its second half. */
export function describeGrowth(name: string, samples: readonly Sample[], endSeconds: number): Growth {
  const values = samples.map(({ value }) => value);
  const second = lastLife(samples.filter(({ seconds }) => seconds >= endSeconds / 2));
  const anHour = second.length < FEWEST_SAMPLES / 2 ? undefined : slope(second) * 3_600;
  const limit = LIMITS[name];
  const watched = (second.at(-1)?.seconds ?? 0) - (second[0]?.seconds ?? 0);
  const isJudged =
    limit !== undefined &&
    watched >= JUDGED_FROM_SECONDS &&
    second.length >= FEWEST_SAMPLES &&
    anHour !== undefined;
  const third = Math.floor(second.length / 3);
  const rise =
    median(second.slice(-third).map(({ value }) => value)) -
    median(second.slice(0, third).map(({ value }) => value));
  return {
    name,
    first: values[0] ?? Number.NaN,
    middle: second[0]?.value ?? Number.NaN,
    last: values.at(-1) ?? Number.NaN,
    highest: Math.max(...values),
    anHour,
    limit: isJudged ? limit.anHour : undefined,
    isUnbounded: isJudged && anHour > limit.anHour && rise > limit.atLeast,
  };
}

/** The samples of the process that was there last: another one begins anew. */
function lastLife(samples: readonly Sample[]): readonly Sample[] {
  const pid = samples.at(-1)?.pid;
  return samples.filter((sample) => sample.pid === pid);
}

/** Units a second, by Theil and Sen. */
function slope(samples: readonly Sample[]): number {
  const slopes: number[] = [];
  for (const [index, earlier] of samples.entries())
    for (const later of samples.slice(index + 1))
      if (later.seconds > earlier.seconds)
        slopes.push((later.value - earlier.value) / (later.seconds - earlier.seconds));
  return median(slopes);
}
