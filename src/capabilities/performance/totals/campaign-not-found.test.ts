import { expect, it } from 'vitest';
import { findNearIds } from './campaign-not-found.ts';

const IDS = ['summer-glow-2026', 'summer-games', 'winter-lights', 'spring', '7341'];

it.each([
  ['sumer-glow-2026', ['summer-glow-2026']],
  ['SUMMER-GLOW-2026', ['summer-glow-2026']],
  ['sumer-glow', ['summer-glow-2026']],
  ['summer', ['summer-games', 'summer-glow-2026']],
  ['sprng', ['spring']],
  ['7342', ['7341']],
  ['autumn', []],
  ['', []],
])('for %j names %j', (asked, near) => {
  expect(findNearIds(asked, IDS)).toEqual(near);
});
