import { describe, expect, it } from 'vitest';
import { describeGrowth } from './growth.ts';

const MINUTES = 15;
const END = MINUTES * 60;

function sampled(valueAt: (seconds: number) => number, pidAt: (seconds: number) => number = () => 1) {
  return Array.from({ length: END / 5 }, (_, index) => index * 5).map((seconds) => ({
    seconds,
    value: valueAt(seconds),
    pid: pidAt(seconds),
  }));
}

const noise = (seconds: number) => ((seconds * 7_919) % 23) - 11;

describe('what a soak calls growth without bound', () => {
  it.each([
    ['memory that leaks 5 MB a minute', (seconds: number) => 300 + noise(seconds) + (seconds / 60) * 5, true],
    ['memory that is steady, with noise', (seconds: number) => 300 + noise(seconds), false],
    [
      'memory that warms up and stays',
      (seconds: number) => 300 * (1 - Math.exp(-seconds / 90)) + noise(seconds),
      false,
    ],
    ['a single spike', (seconds: number) => (seconds === 700 ? 2_000 : 300), false],
    ['memory that falls', (seconds: number) => 600 - seconds / 5, false],
  ])('%s', (_, valueAt, isUnbounded) => {
    expect(describeGrowth('a: resident MB', sampled(valueAt), END)).toMatchObject({ isUnbounded });
  });

  it('judges the process that was there last alone', () => {
    const samples = sampled(
      (seconds) => (seconds < 500 ? seconds : 200),
      (seconds) => (seconds < 500 ? 1 : 2),
    );
    expect(describeGrowth('a: resident MB', samples, END)).toMatchObject({ anHour: 0, isUnbounded: false });
  });

  it('judges nothing that it saw for too short a while, and nothing that has no limit', () => {
    const leak = sampled((seconds) => 300 + seconds);
    expect(describeGrowth('a: resident MB', leak.slice(0, 24), 120)).toMatchObject({
      limit: undefined,
      isUnbounded: false,
    });
    expect(describeGrowth('PostgreSQL: MB of what is kept for good', leak, END)).toMatchObject({
      isUnbounded: false,
    });
  });
});
