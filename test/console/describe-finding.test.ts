import { expect, it } from 'vitest';
import { describeFinding, describeRule } from '../../console/src/compliance/describe-finding.ts';

it.each([
  ['NO_LABEL', [], 'No label'],
  ['LABEL_NOT_SEEN', ['#ad'], '“#ad”, only behind “more”, where the caption is folded'],
  ['OTHER_LABEL', ['#ad', 'Ad'], '“#ad” and “Ad”: not enough here'],
] as const)('says of a caption with %s', (finding, foundLabels, words) =>
  expect(describeFinding({ finding, foundLabels: [...foundLabels] })).toBe(words),
);

const acceptedLabels = ['Werbung', 'Anzeige', 'Publicité', 'Pubblicità'];

it.each([
  [{ acceptedLabels, place: 'CAPTION', source: null }, 'Any label, such as “Werbung”'],
  [
    { acceptedLabels, place: 'BEGINNING', source: 'a law' },
    '“Werbung”, “Anzeige”, or “Publicité” at the beginning of the caption',
  ],
  [{ acceptedLabels: ['#PR'], place: 'CAPTION', source: 'a law' }, '“#PR” in the caption'],
] as const)('says what %j wants', (rule, words) =>
  expect(describeRule({ ...rule, acceptedLabels: [...rule.acceptedLabels] })).toBe(words),
);
