const GRAM = 5;

/** Words of a text as they are compared. */
export const tokensOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)*/gu) ?? [];

/** A text without the names in it: those are different by nature. */
export function withoutNames(text: string, names: readonly string[]): string {
  return names
    .filter((name) => name.trim() !== '')
    .toSorted((left, right) => right.length - left.length)
    .reduce((rest, name) => {
      const escaped = name.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
      return rest.replace(
        new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?:['’]s)?(?![\\p{L}\\p{N}])`, 'giu'),
        ' ',
      );
    }, text);
}

/**
 * How much of each group's texts stands word for word in another group's: the mean, over the groups, of the share of their
 * 5-grams that any other group has too. 0 to 1. Groups without five words in a row do not count.
 */
export function shareRepeated(groups: readonly (readonly string[])[]): number {
  const grams = groups.map((texts) => texts.flatMap(gramsOf));
  const holders = new Map<string, number>();
  for (const own of grams) for (const gram of new Set(own)) holders.set(gram, (holders.get(gram) ?? 0) + 1);
  const shares = grams
    .filter((own) => own.length > 0)
    .map((own) => own.filter((gram) => (holders.get(gram) ?? 0) > 1).length / own.length);
  return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function gramsOf(text: string): string[] {
  const tokens = tokensOf(text);
  return tokens
    .slice(0, Math.max(0, tokens.length - GRAM + 1))
    .map((_token, at) => tokens.slice(at, at + GRAM).join(' '));
}
