import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAmount, writeAmount } from '../../console/src/format/read-amount.ts';

it.each([
  ['', null],
  [' ', null],
  ['12', '12'],
  ['0.01', '0.01'],
  ['0,005', '0.005'],
  [',5', '0.5'],
  ['1.5', '1.5'],
  ['1.0050', '1.0050'],
  // A thousand, or one.
  ['1.000', undefined],
  ['1,000', undefined],
  ['1,000.50', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['a lot', undefined],
])('reads %j as %j', (text, amount) => expect(readAmount(text)).toBe(amount));

it('takes every amount that it wrote for the same', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 999_999 }), fc.integer({ min: 1, max: 6 }), (units, part, digits) => {
      const fraction = String(part).padStart(6, '0').slice(0, digits).replace(/0+$/, '');
      const amount = fraction === '' ? String(units) : `${units}.${fraction}`;
      expect(Number(readAmount(writeAmount(amount)))).toBe(Number(amount));
    }),
  );
});
