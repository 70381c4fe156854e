import { graphql, type ResultOf, type VariablesOf } from '../graph/graphql.ts';

const SHOT_FIELDS = graphql(`
  fragment ShotFields on BriefShot @_unmask {
    seen
    said
    onScreen
  }
`);

const BRIEF_FIELDS = graphql(
  `
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
    objective
    shots {
      ...ShotFields
    }
    keyMessage
    dos
    donts
    variant
    kind
    category {
      id
      name
    }
    deliverables {
      format
      count
    }
    kpi {
      typical
      target
      creators
      scope
    }
    kpiNote
    creators {
      influencerId
      reason
    }
    timeline {
      day
      what
    }
    compliance {
      rule
      text
    }
    forCreator {
      text
      sections {
        heading
        lines
      }
    }
    forManager {
      text
    }
    edit {
      editedBy
      editedAt
      fields
    }
    original {
      caption
      hookIdeas
      hashtags
      cta
      tone
      creativeAngle
      objective
      keyMessage
      shots {
        ...ShotFields
      }
      dos
      donts
    }
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
      category
      facts {
        claim
        proof
      }
      link
      code
      deliverables {
        format
        count
      }
      dates {
        from
        to
      }
      creator
      country
    }
    createdAt
    departmentId
  }
`,
  [SHOT_FIELDS],
);

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
          variant
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

export const EDIT_BRIEF = graphql(
  `
    mutation ConsoleEditBrief($input: EditBriefInput!) {
      editBrief(input: $input) {
        brief {
          ...BriefFields
        }
        errors {
          message
          path
        }
      }
    }
  `,
  [BRIEF_FIELDS],
);

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
    campaigns(first: 20, search: $search, orderBy: BEST_MATCH) {
      edges {
        node {
          id
        }
      }
    }
  }
`);

/** Who can be chosen as the creator: the best of the campaign. */
export const CREATOR_IDS = graphql(`
  query ConsoleCreatorIds($campaignId: ID!) {
    campaign(id: $campaignId) {
      id
      performers(first: 100, orderBy: CONFIDENT_ENGAGEMENT_RATE) {
        edges {
          node {
            influencerId
          }
        }
      }
    }
  }
`);

/** The same without a campaign: the best of some of them. */
export const CREATORS_OF_CAMPAIGNS = graphql(`
  query ConsoleCreatorsOfCampaigns {
    campaigns(first: 5) {
      edges {
        node {
          id
          performers(first: 20, orderBy: CONFIDENT_ENGAGEMENT_RATE) {
            edges {
              node {
                influencerId
              }
            }
          }
        }
      }
    }
  }
`);

/** Where a creator posts, by their most viewed posts. */
export const CREATOR_PLATFORMS = graphql(`
  query ConsoleCreatorPlatforms($campaignId: ID!, $influencerId: ID!) {
    campaignPerformance(campaignId: $campaignId, influencerId: $influencerId) {
      posts(first: 20) {
        edges {
          node {
            platform
          }
        }
      }
    }
  }
`);

export type Brief = NonNullable<ResultOf<typeof BRIEF>['brief']>;
export type ListedBrief = NonNullable<ResultOf<typeof BRIEFS>['briefs']>['edges'][number]['node'];
export type BriefEvent = ResultOf<typeof BRIEF_PROGRESS>['briefProgress'];
export type BriefInput = VariablesOf<typeof BRIEF_PROGRESS>['input'];
export type BriefRequest = Brief['request'];
export type Shot = Brief['shots'][number];
export type Edits = VariablesOf<typeof EDIT_BRIEF>['input'];
