import { describe, expect, it } from 'vitest';
import { CallerError } from '../../../errors.ts';
import { type BriefRequestInput, checkVariants, parseBriefRequest } from './brief-request.ts';

const INPUT: BriefRequestInput = {
  brand: 'Northwind',
  product: 'Trail Runner 2',
  goal: 'AWARENESS',
  platform: 'X',
};

function faultOf(change: Partial<BriefRequestInput>): CallerError {
  try {
    parseBriefRequest({ ...INPUT, ...change });
  } catch (error) {
    if (error instanceof CallerError) return error;
    throw error;
  }
  throw new Error('the request passed');
}

describe('a request', () => {
  it('has its white space folded and its phrases once', () => {
    const request = parseBriefRequest({
      ...INPUT,
      brand: ' North\u00a0 wind ',
      mustMention: ['free', 'FREE'],
      locale: 'pt-br',
    });
    expect(request).toMatchObject({
      brand: 'North wind',
      mustMention: ['FREE'],
      locale: 'pt-BR',
      audience: null,
    });
  });

  it.each<[string, Partial<BriefRequestInput>, RegExp]>([
    ['a category of nobody', { category: 'cars' }, /category is no category\. There are: .*skincare/],
    ['a link without http', { link: 'ftp://a.example' }, /link is no web address/],
    ['a link with a password', { link: 'https://a:b@c.example' }, /without a name or password/],
    ['a code with a space', { code: 'SAVE 20' }, /code has spaces/],
    [
      'a day that is none',
      { dates: { from: '2026-02-30', to: '2026-03-01' } },
      /dates\.from is no calendar day/,
    ],
    [
      'dates the wrong way round',
      { dates: { from: '2026-03-02', to: '2026-03-01' } },
      /give the first day first/,
    ],
    [
      'a format that X lacks',
      { deliverables: [{ format: 'REEL', count: 1 }] },
      /X does not have\. It has POST/,
    ],
    [
      'no post at all',
      { deliverables: [{ format: 'POST', count: 0 }] },
      /deliverables\.0\.count is less than 1/,
    ],
    [
      'a format twice',
      {
        deliverables: [
          { format: 'POST', count: 1 },
          { format: 'POST', count: 2 },
        ],
      },
      /names a format twice/,
    ],
    ['a country that is none', { country: 'ZZ' }, /country is no country/],
    ['thirteen facts', { facts: Array(13).fill({ claim: 'warm' }) }, /at most 12 facts/],
    ['a fact without a claim', { facts: [{ claim: ' ' }] }, /facts\.0\.claim is empty/],
    ['an empty brand', { brand: '  ' }, /brand is empty/],
    ['a brand that is too long', { brand: 'x'.repeat(81) }, /brand is longer than 80/],
    ['control characters', { product: 'a\u0007b' }, /product holds control characters/],
    ['text that runs backwards', { tone: 'a\u202eb' }, /tone holds control characters/],
    ['no language', { locale: 'english please' }, /locale is not a BCP 47/],
    [
      'too many phrases',
      { mustMention: Array.from({ length: 9 }, (_item, index) => `p${index}`) },
      /at most 8/,
    ],
    [
      'a wish against a wish',
      { mustMention: ['low price'], mustAvoid: ['Price'] },
      /mustAvoid has "Price".*mustMention/,
    ],
    ['a wish against the product', { mustAvoid: ['runner'] }, /stands in product/],
    ['more than fits', { mustMention: ['x'.repeat(100), 'y'.repeat(100)] }, /X post has 280: shorten/],
    ['more hashtags than fit', { mustMention: ['#a', '#b', '#c'] }, /3 hashtags, and a X post takes 2/],
  ])('with %s is refused with what would be right', (_what, change, message) => {
    const fault = faultOf(change);
    expect(fault.code).toBe('BAD_USER_INPUT');
    expect(fault.message).toMatch(message);
  });
});

it("a request has the locale's country where none is given, and codes by their usual names", () => {
  expect(parseBriefRequest({ ...INPUT, locale: 'en-gb' }).country).toBe('GB');
  expect(parseBriefRequest({ ...INPUT, locale: 'en-GB', country: 'us' }).country).toBe('US');
  expect(parseBriefRequest({ ...INPUT, country: 'UK' }).country).toBe('GB');
  expect(parseBriefRequest(INPUT).country).toBeNull();
});

it.each([0, 6, 1.5, Number.NaN])('takes no %d variants', (variants) => {
  expect(() => checkVariants(variants)).toThrow(/a number from 1 to 5/u);
  expect([checkVariants(null), checkVariants(5)]).toEqual([1, 5]);
});
