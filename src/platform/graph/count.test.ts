import { parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import { Count } from './count.type.ts';

describe('a count', () => {
  it.each([0, 1, 2 ** 53 - 1])('%d is a JSON number, given as a bigint or as a number', (value) => {
    expect(Count.serialize(BigInt(value))).toBe(value);
    expect(Count.serialize(value)).toBe(value);
    expect(Count.parseValue(value)).toBe(value);
    expect(Count.parseLiteral(parseValue(String(value)), {})).toBe(value);
  });

  it.each([-1, 0.5, 2 ** 53, Number.NaN, '18', null, true])(
    '%j is none, and the error says what is',
    (value) => {
      const error = /^Count takes a whole number from 0 to 9007199254740991; this is /;
      expect(() => Count.parseValue(value)).toThrow(error);
      expect(() => Count.serialize(value)).toThrow(error);
    },
  );

  it.each(['-1', '1.5', '"1"', '9007199254740993', 'null'])('the literal %s is none', (literal) => {
    expect(() => Count.parseLiteral(parseValue(literal), {})).toThrow(/^Count takes/);
  });
});
