import { describe, expect, it } from 'vitest';
import { parseBriefRequest } from '../serving/brief-request.ts';
import { bootstrap, seededRandom, wilson } from './intervals.ts';
import { type Ask, comparePair, countVerdicts } from './judge.ts';
import { shareRepeated, withoutNames } from './repetition.ts';
import { specificityOf } from './specificity.ts';

const request = parseBriefRequest({
  brand: 'Northwind',
  product: 'Trail Runner 2',
  goal: 'AWARENESS',
  platform: 'INSTAGRAM',
});
const same = (choice: string) => JSON.stringify({ posted: choice, strategy: choice, whole: choice });

/** Prefers whichever text has the word, and cannot tell where both or neither have it. */
const seeks =
  (word: string): Ask =>
  async (prompt) => {
    const [first, second] = ['first', 'second'].map((tag) =>
      new RegExp(`<${tag}>[\\s\\S]*${word}[\\s\\S]*</${tag}>`, 'u').test(prompt),
    );
    return `<think>{"whole":"SECOND"}</think> ${same(first === second ? 'TIE' : first ? 'FIRST' : 'SECOND')}`;
  };

describe('a blind pair', () => {
  it('is lost in both orders by the text that is clearly worse', async () => {
    const good = 'The sole, held into the rain.';
    expect((await comparePair(seeks('rain'), request, good, 'Buy now!')).whole).toBe('OURS');
    expect((await comparePair(seeks('rain'), request, 'Buy now!', good)).whole).toBe('OTHER');
  });

  it('is a tie for a judge that always says "first", and for one that always says "second"', async () => {
    for (const choice of ['FIRST', 'SECOND', 'TIE']) {
      expect(await comparePair(async () => same(choice), request, 'one', 'other')).toEqual({
        posted: 'TIE',
        strategy: 'TIE',
        whole: 'TIE',
      });
    }
  });

  it('fails for a judge that gives no verdict', async () => {
    await expect(comparePair(async () => 'Both are nice.', request, 'one', 'other')).rejects.toThrow(
      'no JSON',
    );
  });
});

describe('intervals', () => {
  it('are those of Wilson', () => {
    const { low, high } = wilson(8, 10);
    expect(low).toBeCloseTo(0.4902, 3);
    expect(high).toBeCloseTo(0.9433, 3);
    expect(wilson(0, 0)).toEqual({ share: 0, low: 0, high: 1 });
  });

  it('of a bootstrap hold the mean, and are points where all values are equal', () => {
    expect(bootstrap([1, 1, 1], seededRandom(7))).toEqual({ share: 1, low: 1, high: 1 });
    const { share, low, high } = bootstrap([0, 1, 1, 0.5], seededRandom(7));
    expect(share).toBe(0.625);
    expect(low).toBeLessThan(share);
    expect(high).toBeGreaterThan(share);
  });

  it('count a tie as a half', () => {
    expect(countVerdicts(['OURS', 'OTHER', 'TIE', 'OURS'])).toMatchObject({
      won: 2,
      lost: 1,
      tied: 1,
      all: { share: 0.625 },
    });
  });
});

describe('repetition', () => {
  it('is all of texts that are the same but for their names, and none of others', () => {
    const text = (name: string) => withoutNames(`Nobody can resist ${name}'s charm for very long`, [name]);
    expect(shareRepeated([[text('Vela')], [text('Kite')]])).toBe(1);
    expect(shareRepeated([['one two three four five'], ['six seven eight nine ten']])).toBe(0);
  });

  it('counts what a text repeats of itself as its own', () => {
    expect(shareRepeated([['a b c d e a b c d e'], ['f g h i j']])).toBe(0);
  });
});

it('finds a caption specific that no other subject could have, and one that all could not', () => {
  const of = (caption: string, subject: string) => ({ caption, subject, said: '' });
  expect(specificityOf([of('tail bowl kibble', 'pets'), of('chain hill brake', 'bikes')])).toBe(1);
  expect(specificityOf([of('simply amazing quality', 'pets'), of('simply amazing quality', 'bikes')])).toBe(
    0,
  );
});
