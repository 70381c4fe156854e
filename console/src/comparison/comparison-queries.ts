import { graphql, type ResultOf } from '../graph/graphql.ts';
import { MONEY_FIELDS } from '../money/money-fields.ts';

const TOTALS = graphql(
  `
  fragment ComparedTotalsFields on CampaignTotals @_unmask {
    influencerCount
    postCount
    views
    likes
    comments
    shares
    interactions
    engagementRate
    money {
      ...MoneyFields
    }
  }
`,
  [MONEY_FIELDS],
);

const CHANGE = graphql(`
  fragment ChangeFields on Change @_unmask {
    absolute
    percent
  }
`);

const CHANGES = graphql(
  `
  fragment SumsChangeFields on SumsChange @_unmask {
    engagementRate {
      points
      percent
      low
      high
      isMoreThanChance
    }
    views {
      ...ChangeFields
    }
    interactions {
      ...ChangeFields
    }
    likes {
      ...ChangeFields
    }
    comments {
      ...ChangeFields
    }
    shares {
      ...ChangeFields
    }
    postCount {
      ...ChangeFields
    }
  }
`,
  [CHANGE],
);

const COMPARISON = graphql(
  `
  fragment ComparisonFields on CampaignComparison @_unmask {
    current {
      campaignId
      from
      to
      totals {
        ...ComparedTotalsFields
      }
    }
    base {
      campaignId
      from
      to
      totals {
        ...ComparedTotalsFields
      }
    }
    change {
      ...SumsChangeFields
    }
    influencerCount {
      ...ChangeFields
    }
  }
`,
  [TOTALS, CHANGES, CHANGE],
);

export const COMPARED_PERIODS = graphql(
  `
  query ConsoleComparedPeriods($campaignId: ID!, $filter: PerformerFilterInput!) {
    campaign(id: $campaignId) {
      id
      comparisonWithPeriodBefore(filter: $filter) {
        ...ComparisonFields
      }
    }
  }
`,
  [COMPARISON],
);

export const COMPARED_CAMPAIGNS = graphql(
  `
  query ConsoleComparedCampaigns($campaignId: ID!, $other: ID!, $filter: PerformerFilterInput) {
    campaign(id: $campaignId) {
      id
      comparisonWith(campaignId: $other, filter: $filter) {
        ...ComparisonFields
      }
    }
  }
`,
  [COMPARISON],
);

export const COMPARED_CREATORS = graphql(
  `
  query ConsoleComparedCreators($campaignId: ID!, $influencerIds: [ID!]!, $filter: PerformerFilterInput) {
    campaign(id: $campaignId) {
      id
      influencerComparison(influencerIds: $influencerIds, filter: $filter) {
        influencerId
        performance {
          postCount
          views
          likes
          comments
          shares
          interactions
          engagementRate
          money {
            ...MoneyFields
          }
        }
        change {
          ...SumsChangeFields
        }
      }
    }
  }
`,
  [MONEY_FIELDS, CHANGES],
);

/** Influencers of a campaign whose id holds a text, as suggestions. */
export const CREATORS_FOUND = graphql(`
  query ConsoleCreatorsFound($campaignId: ID!, $search: String) {
    campaign(id: $campaignId) {
      id
      performers(first: 20, orderBy: VIEWS, filter: { search: $search }) {
        nodes {
          influencerId
        }
      }
    }
  }
`);

export type CampaignComparison = ResultOf<typeof COMPARISON>;
export type SumsChange = ResultOf<typeof CHANGES>;
export type Change = ResultOf<typeof CHANGE>;
export type RateChange = SumsChange['engagementRate'];

/** What a column of a comparison adds up to; only campaigns have a number of influencers. */
export type ComparedSums = Omit<ResultOf<typeof TOTALS>, 'influencerCount'> & {
  readonly influencerCount?: number;
};
