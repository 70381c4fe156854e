import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toJsonCount } from './count.ts';
import { readBody, readQuery } from './input.ts';
import { toCamelCaseKeys, toEnumName } from './letter-case.ts';

describe('the names of fields', () => {
  it.each([
    [{ campaign_id: 1 }, { campaignId: 1 }],
    [{ campaignId: 1 }, { campaignId: 1 }],
    [{ must_mention: [{ of_what: 'a_b' }] }, { mustMention: [{ ofWhat: 'a_b' }] }],
    [
      { _a: 1, a_: 2, A_B: 3, a__b: 4 },
      { _a: 1, a_: 2, A_B: 3, a__b: 4 },
    ],
    [{ top_3_posts: 1 }, { top3Posts: 1 }],
    ['a_b', 'a_b'],
    [null, null],
  ])('become camelCase: %j', (given, expected) => expect(toCamelCaseKeys(given)).toEqual(expected));

  it('are refused where one comes twice, and deep nesting with them', () => {
    expect(() => toCamelCaseKeys({ campaign_id: 1, campaignId: 2 })).toThrow('campaignId was sent twice');
    const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    expect(() => toCamelCaseKeys(deep)).toThrow('nested');
  });

  it('change nothing but names', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const withoutNames = (json: unknown) => JSON.stringify(json).replace(/"(?:[^"\\]|\\.)*":/g, '');
        let changed: unknown;
        try {
          changed = toCamelCaseKeys(value);
        } catch {
          return;
        }
        expect(withoutNames(changed)).toBe(withoutNames(value));
        expect(toCamelCaseKeys(changed)).toEqual(changed);
      }),
    );
  });

  it.each(['App installs', 'app-installs', ' APP_INSTALLS ', 'app_installs'])(
    'of an enum may be %j',
    (text) => expect(toEnumName(text)).toBe('APP_INSTALLS'),
  );
});

describe('input', () => {
  const Shape = z.strictObject({
    campaignId: z.string(),
    limit: z.coerce.number().int().max(100).default(10),
  });

  it('is read with its defaults', () => {
    expect(readQuery({ query: { campaign_id: 'a' } }, Shape)).toEqual({ campaignId: 'a', limit: 10 });
  });

  it.each([
    [{}, ['campaignId']],
    [{ campaignId: 1, limit: 1_000 }, ['campaignId', 'limit']],
    [{ campaignId: 'a', more: 1 }, []],
    [undefined, []],
    [[], []],
  ])('is refused with the fields that are wrong: %j', (body, fields) => {
    expect(() => readBody({ body }, Shape)).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining('It takes campaignId, limit.'),
        details: { fields },
      }),
    );
  });
});

it('counts keep their digits', () => {
  expect([toJsonCount(2n ** 53n - 1n), toJsonCount(2n ** 53n), toJsonCount(null)]).toEqual([
    Number.MAX_SAFE_INTEGER,
    '9007199254740992',
    null,
  ]);
});
