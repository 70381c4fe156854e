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
    posts
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
  campaigns(first: 20) {
    edges {
      node { id influencers posts views interactions engagementRate lastImportedAt }
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
  performers(campaignId: "summer-glow-2026", first: 5, after: $after, rankBy: VIEWS) {
    edges {
      node {
        rank
        influencer { id campaignCount views engagementRate }
        views
        engagementRate
        measuredPosts(first: 2) {
          edges { node { postId platform postedAt views interactions engagementRate hashtags } }
        }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
] as const;
