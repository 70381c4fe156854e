import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeAmountFault, parseAmount, parseCurrency, readBothAmounts } from './amount.ts';
import type { NumberFormat } from './number-format.ts';

describe('an amount', () => {
  it.each([
    ['0', '0', ''],
    ['12', '12', ''],
    ['12.5', '12.5', ''],
    ['0012.50', '12.50', ''],
    ['1,234.50', '1234.50', ''],
    ['1.234,50', '1234.50', ''],
    ['€1.234,50', '1234.50', 'EUR'],
    ['1.234,50 €', '1234.50', 'EUR'],
    ['1,234.50 USD', '1234.50', 'USD'],
    ['usd 1,234.50', '1234.50', 'USD'],
    ['US$12', '12', 'USD'],
    ['CA$ 9.99', '9.99', 'CAD'],
    ["CHF 1'234.50", '1234.50', 'CHF'],
    ['1\u202f234,50\u00a0€', '1234.50', 'EUR'],
    ['2 499 zł', '2499', 'PLN'],
    ['1,234,567', '1234567', ''],
    ['0.000001', '0.000001', ''],
    ['-0.00', '0.00', ''],
    ['999999999999999.999999', '999999999999999.999999', ''],
  ])('%j is %s %s', (written, value, currency) => {
    expect(parseAmount(written)).toEqual({ value, currencies: currency === '' ? [] : [currency] });
  });

  it('has a mark of several currencies without being one of them', () => {
    const read = parseAmount('$12');
    expect(typeof read === 'string' ? [] : read.currencies).toEqual(expect.arrayContaining(['USD', 'CAD']));
    expect([parseCurrency('$'), parseCurrency('€'), parseCurrency('eur'), parseCurrency('Taler')]).toEqual([
      null,
      'EUR',
      'EUR',
      null,
    ]);
  });

  it.each([
    ['', 'missing_value'],
    ['-5', 'negative_amount'],
    ['€-5', 'negative_amount'],
    ['-€5.00', 'negative_amount'],
    ['−5', 'negative_amount'],
    ['(1,234.50)', 'negative_amount'],
    ['5-', 'negative_amount'],
    ['free', 'not_an_amount'],
    ['-', 'not_an_amount'],
    ['12 apples', 'not_an_amount'],
    ['1.2K', 'not_an_amount'],
    ['1e5', 'not_an_amount'],
    ['12,34,5', 'not_an_amount'],
    ['1.2.3', 'not_an_amount'],
    ['€', 'not_an_amount'],
    ['€5$', 'not_an_amount'],
    ['0.0000001', 'not_an_amount'],
    ['9999999999999999', 'not_an_amount'],
    ['1.234', 'ambiguous_value'],
    ['€1,234', 'ambiguous_value'],
    ['1'.repeat(50), 'not_an_amount'],
  ])('%j is none: %s', (written, fault) => {
    const read = parseAmount(written);
    expect(read).toBe(fault);
    if (typeof read === 'string') expect(describeAmountFault(read, written)).toMatch(/\.$/);
  });

  it.each<[string, NumberFormat, string]>([
    ['1.234', 'en', '1.234'],
    ['1.234', 'de', '1234'],
    // A number in one format alone is that.
    ['12.50', 'de', '12.50'],
    ['12,50', 'en', '12.50'],
  ])('%j in %s is %s', (written, format, value) => {
    expect(parseAmount(written, format)).toEqual({ value, currencies: [] });
  });

  it('is read back as it is written, in both formats', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(99), fc.constantFrom('en', 'de'), (whole, cents, format) => {
        // A sum of floats may be off in its last digit, which neither the formatter nor the reader is.
        const amount = Number(`${whole}.${String(cents).padStart(2, '0')}`);
        const written = new Intl.NumberFormat(format, {
          style: 'currency',
          currency: 'EUR',
          minimumFractionDigits: 2,
        }).format(amount);
        const read = parseAmount(written);
        expect(typeof read === 'string' ? read : Number(read.value)).toBe(amount);
        expect(readBothAmounts(written)?.[format].isNumber).toBe(true);
      }),
    );
  });
});
