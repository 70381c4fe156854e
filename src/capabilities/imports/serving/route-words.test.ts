import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inRouteWords, readParameters } from './route-words.ts';

describe('a message of the route', () => {
  it.each([
    ['Try --map views=plays or --map views=#2.', 'Try map=views=plays or map=views=#2.'],
    ['Try --set campaignId=VALUE for the whole file.', 'Try set=campaignId=VALUE for the whole file.'],
    ['If it is Latin-1, add --encoding latin1.', 'If it is Latin-1, add encoding=latin1.'],
    ['Raise --shrink-limit.', 'Raise shrinkLimit.'],
    ['with --source NAME, or say --source "x.csv"', 'with source=NAME, or say source="x.csv"'],
    ['a-b -- c', 'a-b -- c'],
  ])('says %j in its own words', (command, route) => {
    expect(inRouteWords(command)).toBe(route);
  });

  it('names the parameters that are wrong without the words of a validator', () => {
    const schema = z.strictObject({ source: z.string(), dryRun: z.enum(['true', 'false']).default('false') });
    expect(() => readParameters(schema, { dryRun: 'maybe', x: '1' })).toThrow(
      'The query string cannot be used: source is missing; dryRun takes true or false; there is no parameter "x". It takes source, dryRun.',
    );
    expect(() => readParameters(schema, { source: ['a', 'b'] })).toThrow(/source is given wrongly, or twice/);
  });
});
