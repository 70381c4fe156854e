import { describe, expect, it } from 'vitest';
import { CallerError } from '../../../errors.ts';
import { type BriefRequestInput, parseBriefRequest } from './brief-request.ts';

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
