import { graphql, type ResultOf, type VariablesOf } from '../graph/graphql.ts';

const BRIEF_FIELDS = graphql(`
  fragment BriefFields on Brief @_unmask {
    id
    caption
    hookIdeas
    hashtags
    cta
    tone
    persona {
      name
      description
    }
    creativeAngle
    disclosure
    evidence {
      tool
      summary
      data
    }
    writer {
      kind
      model
      promptVersion
    }
    usage {
      inputTokens
      outputTokens
      modelCalls
    }
    rating {
      score
      note
      ratedAt
    }
    request {
      brand
      product
      goal
      platform
      campaignId
      audience
      tone
      locale
      mustMention
      mustAvoid
    }
    createdAt
    departmentId
  }
`);

export const BRIEF = graphql(
  `
    query ConsoleBrief($id: ID!) {
      brief(id: $id) {
        ...BriefFields
      }
    }
  `,
  [BRIEF_FIELDS],
);

export const BRIEFS = graphql(`
  query ConsoleBriefs($brand: String, $platform: Platform, $campaignId: ID, $after: String) {
    briefs(first: 30, after: $after, brand: $brand, platform: $platform, campaignId: $campaignId) {
      edges {
        node {
          id
          caption
          writer {
            kind
          }
          rating {
            score
          }
          request {
            brand
            product
            goal
            platform
            campaignId
          }
          createdAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const BRIEF_PROGRESS = graphql(`
  subscription ConsoleBriefProgress($input: GenerateBriefInput!) {
    briefProgress(input: $input) {
      __typename
      ... on BriefToolStarted {
        tool
      }
      ... on BriefToolFinished {
        tool
        summary
      }
      ... on BriefText {
        text
      }
      ... on BriefFinished {
        brief {
          id
        }
        cache {
          status
          ageSeconds
        }
      }
    }
  }
`);

export const RATE_BRIEF = graphql(`
  mutation ConsoleRateBrief($id: ID!, $score: Int!, $note: String) {
    rateBrief(input: { id: $id, score: $score, note: $note }) {
      brief {
        id
        rating {
          score
          note
          ratedAt
        }
      }
      errors {
        message
        path
      }
    }
  }
`);

export const DELETE_BRIEF = graphql(`
  mutation ConsoleDeleteBrief($id: ID!) {
    deleteBrief(input: { id: $id }) {
      errors {
        message
        path
      }
    }
  }
`);

export const CAMPAIGN_IDS = graphql(`
  query ConsoleCampaignIds($search: String) {
    campaigns(first: 20, search: $search) {
      edges {
        node {
          id
        }
      }
    }
  }
`);

export type Brief = NonNullable<ResultOf<typeof BRIEF>['brief']>;
export type ListedBrief = NonNullable<ResultOf<typeof BRIEFS>['briefs']>['edges'][number]['node'];
export type BriefEvent = ResultOf<typeof BRIEF_PROGRESS>['briefProgress'];
export type BriefInput = VariablesOf<typeof BRIEF_PROGRESS>['input'];
