import { describe, expect, it } from 'vitest';
import { agree, asSentence, numberOf, withArticle } from './agreement.ts';

describe('the number of a product', () => {
  it.each([
    ['running shoes', 'PLURAL'],
    ['Trail Runner 2', 'SINGULAR'],
    ['cold brew coffee', 'SINGULAR'],
    ['sunglasses', 'PLURAL'],
    ['a glass', 'SINGULAR'],
    ['oil for beards', 'SINGULAR'],
    ['tickets to the opera', 'PLURAL'],
    ['evening news', 'SINGULAR'],
    ['GPS', 'SINGULAR'],
    ['food bank donations', 'PLURAL'],
    ['Komet 3', 'SINGULAR'],
    ['hummus', 'SINGULAR'],
  ])('of "%s" is %s', (name, number) => expect(numberOf(name)).toBe(number));
});

it('lets verbs and pronouns agree', () => {
  const sentence = '{is|are} they? Read {it|them}.';
  expect(agree(sentence, 'PLURAL')).toBe('are they? Read them.');
  expect(agree(sentence, 'SINGULAR')).toBe('is they? Read it.');
});

it.each([
  ['hour', 'an hour'],
  ['user', 'a user'],
  ['X post', 'an X post'],
  ['unicorn', 'a unicorn'],
  ['reel', 'a reel'],
  ['umbrella', 'an umbrella'],
])('sets the article of "%s" by its sound', (noun, wanted) => expect(withArticle(noun)).toBe(wanted));

it('ends a sentence, but no link', () => {
  expect(asSentence('grain-free')).toBe('Grain-free.');
  expect(asSentence('Really?')).toBe('Really?');
  expect(asSentence('https://a.example/b')).toBe('https://a.example/b');
});
