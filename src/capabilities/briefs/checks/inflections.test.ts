import { describe, expect, it } from 'vitest';
import { hasAvoided } from './inflections.ts';

describe('what is to be avoided', () => {
  it.each([
    ['It cures everything.', 'cure'],
    ['Cured in a week.', 'cure'],
    ['A curing balm', 'cure'],
    ["The cure's here", 'cure'],
    ['Find a cure', 'cures'],
    ['#CureAll', 'cure'],
    ['#cureall', 'cure'],
    ['#thecure', 'cure'],
    ['#NorthwindCures', 'cure'],
    ['#northwindcures', 'cure'],
    ['The cheapest one', 'cheap'],
    ['He stopped worrying', 'stop'],
    ['Tries it twice', 'try'],
    ['Losing weight', 'lose weight'],
    ['She loses weight', 'lose weight'],
    ['Magic boxes', 'magic box'],
    ['CAFÉS', 'cafe'],
  ])('stands in "%s": %s', (text, phrase) => {
    expect(hasAvoided(text, phrase, ['Northwind'])).toBe(true);
  });

  it.each([
    ['Curious how it works?', 'cure'],
    ['A secure fit', 'cure'],
    ['#secure', 'cure'],
    ['#manicure', 'cure'],
    ['Curated by hand', 'cure'],
    ['A cheapskate', 'cheap'],
    ['An offer', 'off'],
    ['A new one', 'news'],
    ['Dinner is ready', 'din'],
    ['Seed of an idea', 'see'],
    ['In the evening', 'even'],
    ['#freedom', 'free'],
    ['A good one', 'goods'],
    ['Weight lost', 'gain weight'],
  ])('does not stand in "%s": %s', (text, phrase) => {
    expect(hasAvoided(text, phrase, ['Northwind'])).toBe(false);
  });
});
