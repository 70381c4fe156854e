/** Operations to begin with, on the sample data: the playground shows them ready to run. */
export const performanceExamples = [
  {
    name: 'Top performers',
    query: `# Who performs best in a campaign?
# Run it with the button, or with Ctrl-Enter.
query TopPerformers {
  topPerformers(
    campaignId: "summer-glow-2026"
    limit: 5
    rankBy: CONFIDENT_ENGAGEMENT_RATE
    minViews: 1000
  ) {
    rank
    influencerId
    postCount
    views
    interactions
    engagementRate
    confidentEngagementRate
  }
}
`,
  },
  {
    name: 'Campaigns',
    query: `# What is there, and when was it last imported?
query Campaigns {
  campaigns(first: 20, orderBy: LAST_IMPORTED_AT_DESC) {
    totalCount
    edges {
      node { id influencerCount postCount views interactions engagementRate lastImportedAt }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    name: 'Leaderboard with posts',
    query: `# A page of a leaderboard, with what stands behind the numbers.
query Leaderboard($after: String) {
  campaign(id: "summer-glow-2026") {
    id
    performers(first: 5, after: $after, orderBy: VIEWS) {
      revision
      edges {
        rank
        node {
          influencer { id campaignCount views engagementRate }
          views
          engagementRate
          posts(first: 2) {
            nodes { postId platform postedAt views interactions engagementRate hashtags }
          }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}
`,
  },
] as const;
