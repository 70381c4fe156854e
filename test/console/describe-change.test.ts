import { expect, it } from 'vitest';
import { describeRateChange, describeRateChanges } from '../../console/src/comparison/describe-change.ts';
import { formatPoints } from '../../console/src/format/changes.ts';

// As the language of the machine writes them.
const written = (number: number) => number.toLocaleString();

const higher = { points: 1.2, low: 0.8, high: 1.6, isMoreThanChance: true };
const lower = { points: -0.5, low: -0.9, high: -0.1, isMoreThanChance: true };
const chance = { points: 0.1, low: -0.2, high: 0.4, isMoreThanChance: false };
const unknown = { points: null, low: null, high: null, isMoreThanChance: null };

it.each([
  [
    higher,
    `The engagement rate of June is ${written(1.2)} percentage points higher than that of May, by more than chance explains: the 95 % interval of the difference goes from ${formatPoints(0.8)} to ${formatPoints(1.6)} percentage points.`,
  ],
  [
    lower,
    `The engagement rate of June is ${written(0.5)} percentage points lower than that of May, by more than chance explains: the 95 % interval of the difference goes from ${formatPoints(-0.9)} to ${formatPoints(-0.1)} percentage points.`,
  ],
  [
    chance,
    `The engagement rates of June and of May may differ by chance alone: the 95 % interval of the difference goes from ${formatPoints(-0.2)} to ${formatPoints(0.4)} percentage points.`,
  ],
  [
    unknown,
    'Whether the engagement rates differ by more than chance cannot be told: one of them is missing, or above 100 %.',
  ],
])('says of two rates what %j means', (change, sentence) =>
  expect(describeRateChange(change, { current: 'June', base: 'May' })).toBe(sentence),
);

it('says of several who differs from the first, and of whom it is not known', () => {
  const others = [
    { name: 'ben', change: higher },
    { name: 'cleo', change: lower },
    { name: 'dora', change: higher },
    { name: 'eve', change: chance },
    { name: 'finn', change: null },
  ];
  expect(describeRateChanges('ana', others)).toBe(
    [
      'The engagement rates of ben and dora are higher than that of ana by more than chance explains.',
      'The engagement rate of cleo is lower than that of ana by more than chance explains.',
      'The engagement rate of eve may differ from that of ana by chance alone.',
      'The engagement rate of finn cannot be compared with that of ana: one of the two is missing, or above 100 %.',
    ].join(' '),
  );
});
