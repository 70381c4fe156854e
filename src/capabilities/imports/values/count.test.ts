import { describe, expect, it } from 'vitest';
import { describeCountFault, parseCount } from './count.ts';
import type { NumberFormat } from './number-format.ts';

describe('a count', () => {
  it.each([
    ['0', 0],
    ['1234', 1234],
    ['00123', 123],
    [' 42 ', 42],
    ['1,234', 1234],
    ['1,234,567', 1_234_567],
    ['686000.0', 686_000],
    ['686000.000', 686_000],
    ['1,234.0', 1234],
    ['541.2K', 541_200],
    ['541.2k', 541_200],
    ['1M', 1_000_000],
    ['1.5B', 1_500_000_000],
    ['1.5 b', 1_500_000_000],
    ['4.35M', 4_350_000],
    ['1.10K', 1100],
    ['1 234', 1234],
    ['1 234 567', 1_234_567],
    ['1\u00a0234\u00a0567', 1_234_567],
    ['25\u2009000', 25_000],
    ['25\u202f000', 25_000],
    ['1e5', 100_000],
    ['1.5E+05', 150_000],
    ['1,5E+05', 150_000],
    ['1.234.567', 1_234_567],
    ['1.234', 1234],
    ['541,2K', 541_200],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['999999999999999', 999_999_999_999_999],
  ])('%j is %d', (written, count) => {
    expect(parseCount(written)).toBe(count);
  });

  it.each([
    ['', 'missing_value'],
    ['  ', 'missing_value'],
    ['-1', 'negative_count'],
    ['-100', 'negative_count'],
    ['-1.5K', 'negative_count'],
    ['NA', 'not_a_count'],
    ['NaN', 'not_a_count'],
    ["N/A'", 'not_a_count'],
    ['#VALOR!', 'not_a_count'],
    ['a lot', 'not_a_count'],
    ['12.5', 'not_a_count'],
    ['1.2345K', 'not_a_count'],
    ['1e-5', 'not_a_count'],
    ['1.23e1', 'not_a_count'],
    ['1.23E+17', 'not_a_count'],
    ['1 23', 'not_a_count'],
    ['1 234.567', 'not_a_count'],
    ['0,123', 'not_a_count'],
    ['0x10', 'not_a_count'],
    ['1,23', 'not_a_count'],
    ['1,2345', 'not_a_count'],
    [',123', 'not_a_count'],
    ['12,', 'not_a_count'],
    ['+5', 'not_a_count'],
    ['5.', 'not_a_count'],
    ['.5K', 'not_a_count'],
    ['25.000', 'ambiguous_value'],
    ['25,000', 'ambiguous_value'],
    ['1.234K', 'ambiguous_value'],
    ['K', 'not_a_count'],
    ['1T', 'not_a_count'],
    ['Infinity', 'not_a_count'],
    ['9007199254740992', 'not_a_count'],
    ['9007199254740993', 'not_a_count'],
    ['99999999999999999999999', 'not_a_count'],
    ['99999999B', 'not_a_count'],
    ['١٢٣', 'not_a_count'],
  ])('%j is none: %s', (written, fault) => {
    expect(parseCount(written)).toBe(fault);
  });

  it.each([
    ['25.000', 25, 25_000],
    ['25,000', 25_000, 25],
    ['1,234', 1234, 'not_a_count'],
    ['1.234', 'not_a_count', 1234],
    ['1.234.567', 'not_a_count', 1_234_567],
    ['1.234.567,0', 'not_a_count', 1_234_567],
    ['541.2K', 541_200, 'not_a_count'],
    ['541,2K', 'not_a_count', 541_200],
    ['1.234K', 1234, 1_234_000],
    ['686000.0', 686_000, 'not_a_count'],
    ['-1.500', 'negative_count', 'negative_count'],
    ['12.5', 'not_a_count', 'not_a_count'],
  ])('%j is %s in English and %s in German', (written, en, de) => {
    const read = (format: NumberFormat) => parseCount(written, 0, written.length, format);
    expect([read('en'), read('de')]).toEqual([en, de]);
  });

  it('is rejected if it is very long', () => {
    expect(parseCount(`0.${'0'.repeat(60_000)}1`)).toBe('not_a_count');
  });

  it('is read from the middle of a text', () => {
    expect(parseCount('a,123,b', 2, 5)).toBe(123);
  });

  it('is quoted in its error message, truncated', () => {
    expect(describeCountFault('not_a_count', 'a lot')).toContain('"a lot" is not a count');
    expect(describeCountFault('not_a_count', 'x'.repeat(5000)).length).toBeLessThan(200);
  });
});
