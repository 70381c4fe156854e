import type { Dice } from '../bench/random.ts';
import { CAMPAIGNS, pick } from './exports.ts';
import type { GraphQLRequest } from './requests.ts';

const RANKINGS = ['ENGAGEMENT_RATE', 'CONFIDENT_ENGAGEMENT_RATE', 'VIEWS', 'INTERACTIONS'];
const GOALS = ['AWARENESS', 'ENGAGEMENT', 'CONVERSIONS'];
const PLATFORMS = ['TIKTOK', 'INSTAGRAM', 'YOUTUBE'];
/** How many different briefs there are to ask for: most requests repeat one. */
const PRODUCTS = 40;
/** The load comes from so many addresses, each within its budget. */
const CLIENT_ADDRESSES = 200;

export const BRIEF = `mutation Brief($input: GenerateBriefInput!) {
  generateBrief(input: $input) { brief { id caption hashtags } cache { status } }
}`;
export const PROGRESS = `subscription Progress($input: GenerateBriefInput!) {
  briefProgress(input: $input) { ... on BriefFinished { brief { id } } ... on BriefText { text } }
}`;
const TOP = `query Top($campaignId: ID!, $limit: Int!, $rankBy: RankBy!, $minViews: Count) {
  topPerformers(campaignId: $campaignId, limit: $limit, rankBy: $rankBy, minViews: $minViews) {
    rank influencerId postCount views interactions engagementRate confidentEngagementRate
  }
}`;
const PAGES = `query Pages($campaignId: ID!, $rankBy: RankBy!, $after: String) {
  campaign(id: $campaignId) {
    performers(first: 20, orderBy: $rankBy, after: $after) {
      revision edges { rank node { influencer { id campaignCount } views } } pageInfo { hasNextPage endCursor }
    }
  }
}`;
const CAMPAIGN_LIST = `query Campaigns($search: String) {
  campaigns(first: 20, search: $search) { edges { node { id postCount views interactions engagementRate } } }
}`;
const TIMELINE = `query Timeline($campaignId: ID!) {
  campaign(id: $campaignId) { timeline { unit periods { postCount views } } }
}`;
const INFLUENCER = `query Influencer($id: ID!) { influencer(id: $id) { id campaignCount postCount views engagementRate } }`;
const POSTS = `query Posts($campaignId: ID!) {
  campaign(id: $campaignId) {
    posts(first: 20) { totalCount nodes { postId platform views } }
    performers(first: 1, orderBy: VIEWS) { nodes { posts(first: 20) { nodes { postId platform views } } } }
  }
}`;
const IMPORTS = `query Imports {
  imports(first: 10) { edges { node { id status readCount rejectedCount progress { readCount } rejectedRows(first: 5) { edges { node { code } } } } } }
}`;
const BRIEFS = 'query Briefs { briefs(first: 10) { edges { node { id caption } } } }';
/** Dear on purpose: one address that asks for nothing else spends its budget in a few requests. */
const GREEDY = `query Greedy {
  campaign(id: "${CAMPAIGNS[0]}") { performers(first: 100) { edges { rank node { posts(first: 15) { nodes { postId } } } } } }
}`;
const GREEDY_ADDRESS = '203.0.113.66';

export function briefInput(dice: Dice): Readonly<Record<string, unknown>> {
  return {
    brand: 'Northwind',
    product: `Trail Runner ${dice.below(PRODUCTS)}`,
    goal: pick(dice, GOALS),
    platform: pick(dice, PLATFORMS),
    campaignId: pick(dice, CAMPAIGNS),
  };
}

/** What is asked, how often among all, and how the request is made. */
const MIX: readonly (readonly [weight: number, operation: string, make: (dice: Dice) => Question])[] = [
  [40, 'topPerformers', (dice) => ({ query: TOP, variables: { ...ranked(dice), limit: 10 } })],
  [
    10,
    'topPerformers, rarely asked',
    (dice) => ({
      query: TOP,
      variables: { ...ranked(dice), limit: 1 + dice.below(50), minViews: dice.below(2_000) },
    }),
  ],
  [10, 'performers', (dice) => ({ query: PAGES, variables: ranked(dice) })],
  [
    6,
    'campaigns',
    (dice) => ({ query: CAMPAIGN_LIST, variables: { search: pick(dice, [null, 'soak', '1']) } }),
  ],
  [6, 'timeline', (dice) => ({ query: TIMELINE, variables: { campaignId: pick(dice, CAMPAIGNS) } })],
  [6, 'influencer', (dice) => ({ query: INFLUENCER, variables: { id: `creator-${dice.below(60)}` } })],
  [6, 'posts', (dice) => ({ query: POSTS, variables: { campaignId: pick(dice, CAMPAIGNS) } })],
  [2, 'imports', () => ({ query: IMPORTS })],
  [2, 'briefs', () => ({ query: BRIEFS })],
  [6, 'generateBrief', (dice) => ({ query: BRIEF, variables: { input: briefInput(dice) } })],
  [
    1,
    'generateBrief, anew',
    (dice) => ({ query: BRIEF, variables: { input: { ...briefInput(dice), refresh: true } } }),
  ],
  [3, 'briefProgress', (dice) => ({ query: PROGRESS, variables: { input: briefInput(dice) } })],
  [2, 'greedy', () => ({ query: GREEDY, from: GREEDY_ADDRESS, expects: ['RATE_LIMITED'] })],
];
/** Each as often as it weighs. */
const DRAWN = MIX.flatMap((entry) => Array.from({ length: entry[0] }, () => entry));

type Question = Omit<GraphQLRequest, 'operation'>;

/** The next request of the mix. */
export function nextRequest(dice: Dice): GraphQLRequest {
  const [, operation, make] = pick(dice, DRAWN);
  return { operation, from: `198.51.100.${dice.below(CLIENT_ADDRESSES)}`, ...make(dice) };
}

function ranked(dice: Dice) {
  return { campaignId: pick(dice, CAMPAIGNS), rankBy: pick(dice, RANKINGS) };
}
