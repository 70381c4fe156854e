import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PRODUCT_KINDS } from '../serving/brief.ts';
import { TELLING_CATEGORY_IDS } from './categories.ts';
import { categoriesOfHashtag, classifyProduct, type ProductHints } from './classify-product.ts';

/** Labelled before the classifier was asked; those of HELD_OUT have never been looked at one by one. */
const PRODUCTS = z
  .array(
    z.strictObject({
      product: z.string(),
      category: z.enum(TELLING_CATEGORY_IDS).nullable(),
      kind: z.enum(PRODUCT_KINDS),
      half: z.enum(['TUNING', 'HELD_OUT']),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('../../../../data/products.json', import.meta.url), 'utf8')));

const NOTHING: ProductHints = { brand: 'Acme', audience: null, hashtags: [], captions: [] };
const categoryOf = (product: string, hints: Partial<ProductHints> = {}) =>
  classifyProduct(product, { ...NOTHING, ...hints }).category;

function measure(half: 'TUNING' | 'HELD_OUT') {
  const answers = PRODUCTS.filter((product) => product.half === half).map((label) => ({
    label,
    found: classifyProduct(label.product, NOTHING),
  }));
  const share = (is: (answer: (typeof answers)[number]) => boolean) =>
    Math.round((answers.filter(is).length / answers.length) * 1_000) / 10;
  return {
    products: answers.length,
    right: share(({ label, found }) => found.category === label.category),
    unknown: share(({ label, found }) => found.category === null && label.category !== null),
    rightKind: share(({ label, found }) => found.kind === label.kind),
  };
}

describe('the category of a product', () => {
  it('is right for nine of ten labelled products, and unknown rather than wrong for the others', () => {
    expect({ TUNING: measure('TUNING'), HELD_OUT: measure('HELD_OUT') }).toEqual({
      TUNING: { products: 276, right: 98.6, unknown: 0, rightKind: 97.5 },
      HELD_OUT: { products: 108, right: 93.5, unknown: 2.8, rightKind: 92.6 },
    });
  });

  it.each([
    ['salmon dog food', 'pets'],
    ['shampoo for dogs', 'pets'],
    ['e-bike', 'mobility'],
    ['ebike', 'mobility'],
    ['hair-loss foam', 'health'],
    ['museum tickets', 'culture'],
    ['tickets for the museum', 'culture'],
    ['wedding rings', 'fashion'],
    ['steam iron', 'home'],
    ['a bottle of single malt', 'alcohol'],
    ['Lumen: a budgeting app', 'finance'],
    ['Bluebird', null],
    ['Aurora X2', null],
  ])('of "%s" is %s', (product, category) => {
    expect(categoryOf(product)).toBe(category);
  });

  it("comes from the campaign's posts, the audience and the brand only where the name leaves it open", () => {
    const hashtags = ['#skincare', '#serum', '#moisturizer', '#weekend'];
    expect(categoryOf('Aurora X2', { hashtags })).toBe('skincare');
    expect(categoryOf('running shoes', { hashtags })).toBe('fitness');
    expect(categoryOf('Aurora X2', { hashtags: hashtags.slice(0, 2) })).toBeNull();
    expect(categoryOf('Aurora X2', { audience: 'dog owners' })).toBeNull();
    const captions = ['This serum!', 'My skin after the serum', 'New moisturizer'];
    expect(categoryOf('Aurora X2', { captions })).toBe('skincare');
  });
});

describe('the categories of a hashtag', () => {
  it.each([
    ['#morningrun', ['fitness']],
    ['#TrailRunning', ['fitness']],
    ['#catsofinstagram', ['pets']],
    ['#summervibes', []],
  ])('of %s are %j', (hashtag, categories) => {
    expect(categoriesOfHashtag(hashtag)).toEqual(categories);
  });
});
