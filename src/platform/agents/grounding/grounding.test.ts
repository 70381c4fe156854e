import { describe, expect, it } from 'vitest';
import type { Evidence } from '../tool.ts';
import { type Grounds, ungroundedNumbers } from './grounding.ts';

const asked: Omit<Grounds, 'evidence' | 'locale'> = {
  names: ['Apple', 'iPhone 15', '20% off'],
  said: ['people from 25 to 34'],
  ids: ['spring-26'],
  keys: {
    quotations: /^caption$/u,
    percentages: /rate$/iu,
    ids: /(?:id|hashtags?)$/iu,
    owners: /^influencerId$/u,
  },
};

const evidence: Evidence[] = [
  {
    tool: 'topPerformers',
    summary: '',
    data: {
      performers: [
        {
          influencerId: 'creator_017',
          posts: 4,
          views: 12_345,
          engagementRate: 5.1834,
          bestPosts: [
            { caption: 'Nine days, one bag. I lost 99 kilos', hashtags: ['#summer2031'], views: 1_234_567 },
          ],
        },
        { influencerId: 'luna.lopez', posts: 11, views: 980, engagementRate: 12 },
      ],
      average: { engagementRate: 6.9 },
    },
  },
];

function ungrounded(text: string, locale = 'en'): string[] {
  return ungroundedNumbers([{ field: 'text', text }], { ...asked, evidence, locale }).map(
    (reason) => /(?:names|says) "(?<mention>[^"]*)"/u.exec(reason)?.groups?.mention ?? reason,
  );
}

describe('a number that stands in the evidence may be named', () => {
  it.each([
    'creator_017 reached 12,345 views',
    'creator_017 reached 12345 views',
    'more than 12K views',
    '12.3K views',
    'over 12,000 views',
    'a rate of 5.2 %',
    'a rate of 5.18%',
    'about 5 percent engagement',
    '1.2M views on one post',
    '1.23 million views',
    'in 4 posts, in four posts',
    'eleven posts',
    'luna.lopez got 12 %',
    'creator_017 leads with 5.2 %, ahead of luna.lopez at 12 %',
    'At 12 %, luna.lopez is far above the average of 6.9 %.',
    'luna.lopez and creator_017 reached 980 and 12,345 views',
    'the new iPhone 15',
    'the new IPHONE 15, 20% off',
    'for people from 25 to 34',
    'campaign spring-26 and #summer2031',
    'B2B works 24/7, in 3D',
    'No figure at all, one first second',
    '١٢٣٤٥ views',
  ])('%s', (caption) => {
    expect(ungrounded(caption)).toEqual([]);
  });

  it.each([
    ['de', 'Über 12.345 Aufrufe, eine Rate von 5,2 %'],
    ['fr', 'Plus de 12 345 vues, un taux de 5,18 %'],
    ['es', 'Más de 1,2 millones de vistas, 5,2 por ciento'],
    ['hi', '१२,३४५ दर्शक'],
  ])('in the format of %s', (locale, caption) => {
    expect(ungrounded(caption, locale)).toEqual([]);
  });
});

it.each([
  ['Study “Nine days, one bag. I lost 99 kilos” (5.2%).', 0],
  ['Study “Nine days, one bag” for its first line (7.7%).', 1],
  ['“Nine bags, one day” (5.2%): study it.', 2],
])('takes a quoted post for what a rate is said of: %s', (text, faults) => {
  expect(ungrounded(text)).toHaveLength(faults);
});

describe('how something is made, and what is quoted, is free', () => {
  it.each([
    'Cut it into 3 shots of 15 to 30 seconds, in 9:16.',
    'Day 1 of 7: before 8 in the morning.',
    'Step 2: hold for two seconds.',
    'The first 3 seconds decide. Then five quick cuts.',
    'Scene 4, 0:15 to 0:30, at 7 p.m., one 10-second clip.',
    'A desk at nine, with two cameras.',
    'Three ways to pack it.',
    'Study “Nine days, one bag” and its rhythm.',
    'Her line "nine days, one bag." says it.',
  ])('%s', (text) => {
    expect(ungrounded(text)).toEqual([]);
  });

  it.each([
    ['Dry in 30 seconds.', '30'],
    ['Ready in 20 to 30 seconds.', '20'],
    ['“Nine bags, one day”', 'Nine'],
    ['Nine days, one bag', 'Nine'],
    ['It lasts nine days', 'nine'],
    ['at 8 % less', '8 %'],
    ['from 8.99 on', '8.99'],
  ])('but not %s', (text, mention) => {
    expect(ungrounded(text)[0]).toBe(mention);
  });
});

describe('a number is said of what it was measured of', () => {
  it.each([
    ['luna.lopez leads with 5.2 %', '5.2 %'],
    ['creator_017 reached 980 views', '980'],
    ['creator_017 leads with 12 %, ahead of luna.lopez at 5.2 %', '12 %'],
    ['At 5.2 %, luna.lopez leads.', '5.2 %'],
    ['creator_017 has 5.2 %, luna.lopez has 5.2 %', '5.2 %'],
    ['luna.lopez made 4 posts', '4'],
    ['loved by 980 people', '980'],
    ['12 % more moisture', '12 %'],
    ['it comes in 11 colours', '11'],
  ])('%s', (text, mention) => {
    expect(ungrounded(text)[0]).toBe(mention);
  });
});

describe('a number that stands nowhere is found', () => {
  it.each([
    ['12,346 views', '12,346'],
    ['13K views', '13K'],
    ['a rate of 5.3 %', '5.3 %'],
    ['a rate of 4 %', '4 %'],
    ['4 percent more', '4 percent'],
    ['loved by 99 people', '99'],
    ['3x faster', '3x'],
    ['three times faster', 'three times'],
    ['7 days left', '7'],
    ['thousands of fans', 'thousands'],
    ['twenty-six reasons', 'twenty-six'],
    ['the iPhone 16', '16'],
    ['with the A17 chip', 'A17'],
    ['2M views', '2M'],
    ['30% off', '30%'],
  ])('%s', (caption, mention) => {
    expect(ungrounded(caption)).toEqual([mention]);
  });
});
