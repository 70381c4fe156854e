import type { UndisclosedRow } from './compliance-queries.ts';

type Finding = Pick<UndisclosedRow, 'finding' | 'foundLabels'>;
type Rule = UndisclosedRow['rule'];

/** How many labels are named of those that would do. */
const NAMED = 3;

/** What a caption has instead of a label that will do. */
export function describeFinding({ finding, foundLabels }: Finding): string {
  const labels = quote(foundLabels);
  switch (finding) {
    case 'NO_LABEL':
      return 'No label';
    case 'LABEL_NOT_SEEN':
      return `${labels}, only behind “more”, where the caption is folded`;
    case 'OTHER_LABEL':
      return `${labels}: not enough here`;
  }
}

/** What would be right, by the rule of the country or of any. */
export function describeRule({ acceptedLabels, place, source }: Rule): string {
  if (source === null) return `Any label, such as ${quote(acceptedLabels.slice(0, 1))}`;
  const labels = quote(acceptedLabels.slice(0, NAMED), 'disjunction');
  return place === 'BEGINNING' ? `${labels} at the beginning of the caption` : `${labels} in the caption`;
}

function quote(labels: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string {
  return new Intl.ListFormat('en', { type }).format(labels.map((label) => `“${label}”`));
}
