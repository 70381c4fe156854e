import { CallerError } from '../../../errors.ts';
import { EVERYTHING } from '../../access/contract.ts';
import type {
  AverageResult,
  HashtagResult,
  PerformerResult,
  PostResult,
  SpreadResult,
  Team,
  TeamResults,
} from './team-results.ts';

/** Somebody who may see everything, and writes for the organization as a whole. */
export const WHOLE_TEAM: Team = { organizationId: 'default', departmentId: null, visible: EVERYTHING };

const post = (
  numbers: Pick<PostResult, 'caption' | 'hashtags' | 'views' | 'interactions' | 'engagementRate'>,
) => ({
  postId: null,
  platform: 'INSTAGRAM',
  postedAt: '2026-03-02',
  format: 'REEL',
  ...numbers,
});

/** Results of a made-up team, for the tests of what is written from them. */
export const PERFORMERS: readonly PerformerResult[] = [
  {
    influencerId: 'creator_0412',
    posts: 9,
    views: 1_284_300,
    interactions: 95_038,
    engagementRate: 7.4,
    confidentEngagementRate: 7.35,
    bestPosts: [
      post({
        caption: 'Would you run in this?',
        hashtags: ['#rainrun'],
        views: 401_200,
        interactions: 40_120,
        engagementRate: 10,
      }),
      post({
        caption: 'Mud first, coffee later. Agree?',
        hashtags: [],
        views: 88_000,
        interactions: 7_100,
        engagementRate: 8.0682,
      }),
    ],
  },
  {
    influencerId: 'maya.moves',
    posts: 3,
    views: 40_210,
    interactions: 2_486,
    engagementRate: 6.1825,
    confidentEngagementRate: 5.95,
    bestPosts: [
      post({
        caption: null,
        hashtags: ['#trailtime'],
        views: 20_000,
        interactions: 1_300,
        engagementRate: 6.5,
      }),
    ],
  },
];

export const HASHTAGS: readonly HashtagResult[] = [
  { hashtag: '#rainrun', posts: 14, views: 812_000, interactions: 73_080, engagementRate: 9 },
  { hashtag: '#ad', posts: 60, views: 900_000, interactions: 72_000, engagementRate: 8 },
  { hashtag: '#trailtime', posts: 6, views: 96_500, interactions: 6_100, engagementRate: 6.3212 },
];

/** What all posts of that team add up to. */
export const AVERAGE: AverageResult = { engagementRate: 6.9, posts: 64, views: 2_410_000 };

export const SPREAD: SpreadResult = { median: 6.2, upperQuartile: 7.1, creators: 12 };

/** Answers from lists that a test may replace. */
export function teamResultsOf(
  performers: readonly PerformerResult[] = PERFORMERS,
  hashtags: readonly HashtagResult[] = HASHTAGS,
  revision: () => string = () => 'import-1',
): TeamResults {
  const rejectUnknown = (campaignId: string | undefined) => {
    if (campaignId !== 'nowhere') return;
    throw new CallerError('NOT_FOUND', 'There is no campaign "nowhere". Near: "spring-26".', {
      near: ['spring-26'],
    });
  };
  return {
    async topPerformers({ campaignId }, limit) {
      rejectUnknown(campaignId);
      return performers.slice(0, limit);
    },
    async topHashtags(_scope, limit) {
      return hashtags.slice(0, limit);
    },
    async average({ campaignId }) {
      rejectUnknown(campaignId);
      return performers.length + hashtags.length === 0 ? null : AVERAGE;
    },
    async spread({ campaignId }) {
      rejectUnknown(campaignId);
      return performers.length === 0 ? null : SPREAD;
    },
    async creator({ campaignId }, influencerId) {
      rejectUnknown(campaignId);
      return performers.find((performer) => performer.influencerId === influencerId) ?? null;
    },
    async revision({ campaignId }) {
      rejectUnknown(campaignId);
      return revision();
    },
  };
}
