import { randomBinomial, randomInt, randomLcg, randomLogNormal, randomUniform } from 'd3-random';

/** The sample's dice. The same seed throws the same numbers on every machine. */
export interface Dice {
  /** Evenly from `from` to `to`, both included. */
  readonly integer: (from: number, to: number) => number;
  /** True with the probability `chance`, 0 to 1. */
  readonly happens: (chance: number) => boolean;
  /** Long-tailed: half of the throws lie below `median`; `sigma` is the deviation of the logarithm. */
  readonly logNormal: (median: number, sigma: number) => number;
  /** How many of `trials` succeed when each does with the probability `chance`. */
  readonly binomial: (trials: number, chance: number) => number;
  /** One of them. @throws RangeError where there is none. */
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** `count` different ones, or all of them in a new order where there are fewer. */
  readonly sample: <Item>(items: readonly Item[], count: number) => Item[];
}

/** Makes dice from a seed between 0 and 1. */
export function createDice(seed: number): Dice {
  const source = randomLcg(seed);
  const uniform = randomUniform.source(source)();
  const integer = (from: number, to: number) => randomInt.source(source)(from, to + 1)();
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[integer(0, items.length - 1)];
    if (item === undefined) throw new RangeError('there is nothing to pick from');
    return item;
  };
  return {
    integer,
    happens: (chance) => uniform() < chance,
    logNormal: (median, sigma) => randomLogNormal.source(source)(Math.log(median), sigma)(),
    binomial: (trials, chance) => randomBinomial.source(source)(trials, chance)(),
    pick,
    sample: (items, count) => {
      const left = [...items];
      const taken = [];
      while (taken.length < count && left.length > 0)
        taken.push(...left.splice(integer(0, left.length - 1), 1));
      return taken;
    },
  };
}
