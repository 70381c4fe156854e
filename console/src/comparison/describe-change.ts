import { formatPoints } from '../format/changes.ts';
import { formatDecimal } from '../format/numbers.ts';
import type { RateChange } from './comparison-queries.ts';

type Judged = Pick<RateChange, 'points' | 'low' | 'high' | 'isMoreThanChance'>;

/** Whether two rates differ by more than chance brings about, in a sentence. */
export function describeRateChange(
  { points, low, high, isMoreThanChance }: Judged,
  { current, base }: { readonly current: string; readonly base: string },
): string {
  if (points === null || isMoreThanChance === null || low === null || high === null)
    return `Whether the engagement rates differ by more than chance cannot be told: one of them is missing, or above 100 %.`;
  const interval = `the 95 % interval of the difference goes from ${formatPoints(low)} to ${formatPoints(high)} percentage points`;
  if (!isMoreThanChance)
    return `The engagement rates of ${current} and of ${base} may differ by chance alone: ${interval}.`;
  const distance = formatDecimal(Math.abs(points));
  return `The engagement rate of ${current} is ${distance} percentage points ${points > 0 ? 'higher' : 'lower'} than that of ${base}, by more than chance explains: ${interval}.`;
}

/** The same of several, each beside the first. */
export function describeRateChanges(
  first: string,
  others: readonly { readonly name: string; readonly change: Judged | null }[],
): string {
  const named = (isMeant: (change: Judged | null) => boolean) =>
    others.filter(({ change }) => isMeant(change)).map(({ name }) => name);
  const isKnown = (change: Judged | null): change is Judged =>
    change !== null && change.isMoreThanChance !== null && change.points !== null;
  const isCertain = (change: Judged | null) => isKnown(change) && change.isMoreThanChance === true;
  const parts: readonly (readonly [names: readonly string[], one: string, many: string])[] = [
    [
      named((change) => isCertain(change) && (change?.points ?? 0) > 0),
      `is higher than that of ${first} by more than chance explains`,
      `are higher than that of ${first} by more than chance explains`,
    ],
    [
      named((change) => isCertain(change) && (change?.points ?? 0) <= 0),
      `is lower than that of ${first} by more than chance explains`,
      `are lower than that of ${first} by more than chance explains`,
    ],
    [
      named((change) => isKnown(change) && !isCertain(change)),
      `may differ from that of ${first} by chance alone`,
      `may differ from that of ${first} by chance alone`,
    ],
    [
      named((change) => !isKnown(change)),
      `cannot be compared with that of ${first}: one of the two is missing, or above 100 %`,
      `cannot be compared with that of ${first}: one of each two is missing, or above 100 %`,
    ],
  ];
  return parts
    .filter(([names]) => names.length > 0)
    .map(([names, one, many]) => {
      const list = new Intl.ListFormat('en').format(names);
      return names.length === 1
        ? `The engagement rate of ${list} ${one}.`
        : `The engagement rates of ${list} ${many}.`;
    })
    .join(' ');
}
