import { expect, it } from 'vitest';
import { EVERYTHING } from '../../access/contract.ts';
import { createMeasuredShortlist } from './shortlist.ts';
import type { CreatorNumbers } from './team-results.ts';

const creator = (influencerId: string, posts: number, views: number, engagementRate = 9): CreatorNumbers => ({
  influencerId,
  posts,
  views,
  interactions: Math.round((views * engagementRate) / 100),
  engagementRate,
  confidentEngagementRate: engagementRate,
  bestPosts: [],
});

/** The shortlist out of creators in the order of their lower bounds. */
const shortlistOf = async (creators: readonly CreatorNumbers[], limit: number) =>
  createMeasuredShortlist({
    topPerformers: async (_scope, most) => creators.slice(0, most),
    average: async () => ({ engagementRate: 6, posts: 90, views: 900_000 }),
  }).shortlist({
    organizationId: 'default',
    visible: EVERYTHING,
    brand: 'Northwind',
    product: 'running shoes',
    goal: 'AWARENESS',
    platform: 'INSTAGRAM',
    campaignId: null,
    audience: null,
    categoryId: null,
    kind: 'OBJECT',
    limit,
  });

const CREATORS = [
  creator('one-hit', 1, 50_000, 30),
  creator('ana', 9, 90_000),
  creator('unseen', 12, 400, 20),
  creator('ben', 3, 1_000, 5.4),
];

it('names those who can be compared, and leaves out a creator with one lucky post', async () => {
  const found = await shortlistOf(CREATORS, 2);
  expect(found.map(({ influencerId }) => influencerId)).toEqual(['ana', 'ben']);
  expect(found[0]?.reason).toBe(
    '9.00% of views over 9 posts and 90,000 views on this platform: 1.50 times the average of 6.00%.',
  );
});

it('fills up with those of whom there is too little to compare, and says so', async () => {
  const found = await shortlistOf(CREATORS, 4);
  expect(found.map(({ influencerId }) => influencerId)).toEqual(['ana', 'ben', 'one-hit', 'unseen']);
  expect(found.slice(2).map(({ reason }) => reason.includes('too little to compare'))).toEqual([true, true]);
});
