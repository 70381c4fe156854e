import { expect, it } from 'vitest';
import { collectContributions, contribute, contributionPoint } from './contributions.ts';

it('gives a point what was contributed to it, in order, and nothing of another point', () => {
  const tools = contributionPoint<string>('tools');
  const others = contributionPoint<number>('others');
  const contributions = [contribute(tools, 'first'), contribute(others, 1), contribute(tools, 'second')];
  expect(collectContributions(contributions, tools)).toEqual(['first', 'second']);
  expect(collectContributions(contributions, others)).toEqual([1]);
  expect(collectContributions(contributions, contributionPoint<string>('tools'))).toEqual([]);
});
