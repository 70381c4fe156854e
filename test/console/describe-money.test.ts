import { expect, it } from 'vitest';
import { formatMoney, formatMoneyShort } from '../../console/src/format/money.ts';
import { formatShare } from '../../console/src/format/numbers.ts';
import { describeBasis, describeUnknown } from '../../console/src/money/describe-money.ts';

it.each([
  ['1234.5', 'EUR', 'en', '€1,234.50'],
  ['1234.5', 'EUR', 'de', '1.234,50\u00a0€'],
  ['0.003333', 'EUR', 'en', '€0.0033'],
  ['0', 'EUR', 'en', '€0.00'],
  ['100', 'JPY', 'en', '¥100'],
])('writes %s %s in %s as %s', (amount, currency, locale, written) =>
  expect(formatMoney({ amount, currency }, locale)).toBe(written),
);

it('shortens what is large', () => {
  expect(formatMoneyShort({ amount: '1234567.89', currency: 'EUR' }, 'en')).toBe('€1.2M');
  expect(formatMoneyShort({ amount: '99999.5', currency: 'EUR' }, 'en')).toBe('€99,999.50');
});

it.each([
  [100, undefined],
  [null, undefined],
  [40, `of 2 posts (${formatShare(0.4)})`],
  [0.1, `of 2 posts (under ${formatShare(0.01)})`],
  [99.9, `of 2 posts (over ${formatShare(0.99)})`],
])('says of a figure of %s percent of the posts: %s', (postShare, words) =>
  expect(describeBasis({ value: '1', unknownBecause: null, currencies: [], postCount: 2, postShare })).toBe(
    words,
  ),
);

it.each([
  ['cpc', null, undefined],
  ['cpc', 'NOT_REPORTED', 'no post reports both a cost and clicks'],
  ['cost', 'NO_CURRENCY', 'some amounts have no currency'],
  ['cost', 'SEVERAL_CURRENCIES', 'amounts in EUR and USD are not added up'],
  ['cpc', 'NOTHING_TO_DIVIDE_BY', 'the clicks of these posts add up to 0'],
  ['roas', 'NOTHING_TO_DIVIDE_BY', 'the cost of these posts is 0'],
  ['emv', 'NO_RATES', 'no media rates are set for these platforms'],
] as const)('says why %s is not known: %s', (name, unknownBecause, words) =>
  expect(describeUnknown(name, { unknownBecause, currencies: ['EUR', 'USD'] })).toBe(words),
);
