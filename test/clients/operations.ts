/**
 * What every client is asked to do, in the words that a program would use. `first: null` is what typed clients send for an option
 * that was not set.
 */
export const LEADERBOARD = `
  query Leaderboard($campaignId: ID!, $first: Int) {
    campaign(id: $campaignId) {
      __typename nodeId id views
      performers(first: $first, orderBy: VIEWS) {
        totalCount
        edges { rank node { __typename nodeId views influencer { __typename nodeId id views } } }
      }
    }
  }
`;

export interface Leaderboard {
  readonly campaign: {
    readonly nodeId: string;
    readonly id: string;
    readonly views: number;
    readonly performers: {
      readonly totalCount: number;
      readonly edges: readonly {
        readonly rank: number;
        readonly node: {
          readonly views: number;
          readonly influencer: { readonly nodeId: string; readonly id: string; readonly views: number };
        };
      }[];
    };
  };
}

/** The campaign has the id of one of its influencers, and more views than a 32-bit number holds. */
export const COLLIDING_EXPORT = `campaign_id,influencer_id,post_id,platform,views,likes
nike,nike,1,TIKTOK,3000000000,30
nike,anna,2,TIKTOK,5000000000,40
nike,ben,3,TIKTOK,700,7
nike,cleo,4,TIKTOK,800,9
nike,dora,5,TIKTOK,900,1
`;

export const LEADERBOARD_VARIABLES = { campaignId: 'nike', first: null };

/** What a client has to have understood of {@link LEADERBOARD}; an id that names two things breaks one of the sums. */
export const LEADERBOARD_UNDERSTOOD = {
  campaignViews: 8_000_002_400,
  sumOfViews: 8_000_002_400,
  viewsOfInfluencerNike: 3_000_000_000,
  ranks: [1, 2, 3, 4, 5],
  totalCount: 5,
};

export function understand({ campaign }: Leaderboard): typeof LEADERBOARD_UNDERSTOOD {
  const { edges, totalCount } = campaign.performers;
  return {
    campaignViews: campaign.views,
    sumOfViews: edges.reduce((sum, { node }) => sum + node.views, 0),
    viewsOfInfluencerNike:
      edges.find(({ node }) => node.influencer.id === 'nike')?.node.influencer.views ?? 0,
    ranks: edges.map(({ rank }) => rank),
    totalCount,
  };
}

/** One mutation succeeds, one fails in its payload, one at the top: the token, which is shown once, is not lost. */
export const TOKEN_BESIDE_FAILURES = `
  mutation TokenBesideFailures($name: String!) {
    createApiToken(input: { name: $name, scopes: [READ] }) { token errors { code } }
    revokeApiToken(input: { id: "nobody's" }) { errors { code path } }
    generateBrief(
      input: { brand: "Acme", product: "Shoe", goal: AWARENESS, platform: TIKTOK, mustAvoid: ["the", "a", "to", "you"] }
    ) { brief { nodeId } errors { code } }
  }
`;

export const BRIEF_PROGRESS = `
  subscription BriefProgress($input: GenerateBriefInput!) {
    briefProgress(input: $input) { __typename ... on BriefFinished { brief { nodeId caption } } }
  }
`;

export interface BriefProgress {
  readonly briefProgress: { readonly __typename: string };
}

/** A brief that nobody else asked for, so that it is written while one looks on. */
export const briefFor = (client: string) => ({
  input: { brand: client, product: 'Shoe', goal: 'AWARENESS', platform: 'TIKTOK', campaignId: null },
});

export const MISSING_CAMPAIGN = 'query MissingCampaign { campaign(id: "nowhere") { nodeId id } }';

/** Of every error. */
export const REQUEST_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
