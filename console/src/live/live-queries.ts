import { graphql, type ResultOf } from '../graph/graphql.ts';

const NUMBERS = graphql(`
  fragment LiveMetricsNumbers on LiveMetrics @_unmask {
    views
    likes
    comments
    shares
    saves
    clicks
    couponUses
    conversions
    interactions
    engagementRate
    watermark
  }
`);

export const LIVE_SNAPSHOTS = graphql(
  `
  subscription ConsoleLiveSnapshots($campaignId: ID!, $lastId: ID) {
    campaignMetricsChanged(campaignId: $campaignId, lastId: $lastId) {
      id
      hour {
        ...LiveMetricsNumbers
      }
      day {
        ...LiveMetricsNumbers
      }
      total {
        ...LiveMetricsNumbers
      }
    }
  }
`,
  [NUMBERS],
);

/** What stands beside the moving numbers: how far they reach, the last hour by minute, who performs best, and what pages sent. */
export const LIVE_DETAILS = graphql(
  `
  query ConsoleLiveDetails($campaignId: ID!, $hourLimit: Int!, $dayLimit: Int!) {
    reached: campaignMetrics(campaignId: $campaignId, window: HOUR) {
      watermark
    }
    minutes: metricsTimeline(campaignId: $campaignId, bucket: MINUTE) {
      from
      views
      interactions
    }
    hour: liveTopPerformers(campaignId: $campaignId, window: HOUR, rankBy: VIEWS, limit: $hourLimit) {
      rank
      influencerId
      views
      influencer {
        id
        postCount
      }
    }
    day: liveTopPerformers(campaignId: $campaignId, window: DAY, rankBy: VIEWS, limit: $dayLimit) {
      rank
      influencerId
      views
    }
    publicHour: campaignMetrics(campaignId: $campaignId, window: HOUR, origin: PUBLIC) {
      ...LiveMetricsNumbers
    }
    publicDay: campaignMetrics(campaignId: $campaignId, window: DAY, origin: PUBLIC) {
      ...LiveMetricsNumbers
    }
    publicTotal: campaignMetrics(campaignId: $campaignId, window: TOTAL, origin: PUBLIC) {
      ...LiveMetricsNumbers
    }
  }
`,
  [NUMBERS],
);

const WRITE_KEY = graphql(`
  fragment WriteKeyFacts on WriteKey @_unmask {
    id
    key
    origins
    createdAt
    expiresAt
  }
`);

export const WRITE_KEYS = graphql(
  `
  query ConsoleWriteKeys($campaignId: ID!) {
    writeKeys(campaignId: $campaignId) {
      ...WriteKeyFacts
    }
  }
`,
  [WRITE_KEY],
);

export const CREATE_WRITE_KEY = graphql(
  `
  mutation ConsoleCreateWriteKey($campaignId: ID!, $origins: [String!]!) {
    createWriteKey(input: { campaignId: $campaignId, origins: $origins }) {
      writeKey {
        ...WriteKeyFacts
      }
      errors {
        message
        path
      }
    }
  }
`,
  [WRITE_KEY],
);

export const ROTATE_WRITE_KEY = graphql(
  `
  mutation ConsoleRotateWriteKey($id: ID!) {
    rotateWriteKey(input: { id: $id }) {
      writeKey {
        ...WriteKeyFacts
      }
      errors {
        message
        path
      }
    }
  }
`,
  [WRITE_KEY],
);

export const DELETE_WRITE_KEY = graphql(`
  mutation ConsoleDeleteWriteKey($id: ID!) {
    deleteWriteKey(input: { id: $id }) {
      writeKeyId
      errors {
        message
        path
      }
    }
  }
`);

export type LiveSnapshot = ResultOf<typeof LIVE_SNAPSHOTS>['campaignMetricsChanged'];
export type LiveNumbers = LiveSnapshot['hour'];
export type LiveDetails = ResultOf<typeof LIVE_DETAILS>;
export type LiveMinute = NonNullable<LiveDetails['minutes']>[number];
export type HourPerformer = NonNullable<LiveDetails['hour']>[number];
export type DayPerformer = NonNullable<LiveDetails['day']>[number];
export type WriteKey = NonNullable<ResultOf<typeof WRITE_KEYS>['writeKeys']>[number];
