/** Operations to begin with, on the sample data: the playground shows them ready to run. */
export const briefExamples = [
  {
    name: 'Generate a brief',
    query: `# A brief that builds on what worked in a campaign.
# Without a language model it is written offline, at once.
mutation GenerateBrief {
  generateBrief(input: {
    brand: "Northwind"
    product: "Trail Runner 2"
    goal: AWARENESS
    platform: INSTAGRAM
    campaignId: "summer-glow-2026"
    audience: "people who run before work"
    tone: "warm, honest"
    mustMention: ["free returns", "#OwnEveryMile"]
    mustAvoid: ["cheap"]
  }) {
    brief {
      id
      caption
      hookIdeas
      hashtags
      cta
      tone
      persona { name description }
      creativeAngle
      disclosure
      evidence { tool summary }
      writer { kind model promptVersion }
    }
    cache { status ageSeconds }
    errors { code message path }
  }
}
`,
  },
  {
    name: 'Follow a brief',
    query: `# The same while it is written: events come until the brief is complete.
subscription FollowBrief {
  briefProgress(input: {
    brand: "Northwind"
    product: "Trail Runner 2"
    goal: AWARENESS
    platform: INSTAGRAM
    campaignId: "summer-glow-2026"
  }) {
    __typename
    ... on BriefToolStarted { tool }
    ... on BriefToolFinished { tool summary }
    ... on BriefText { text }
    ... on BriefFinished { brief { id caption } cache { status } }
  }
}
`,
  },
  {
    name: 'Briefs and their ratings',
    query: `# What was written, newest first, and what the team thought of it.
query Briefs {
  briefs(first: 5) {
    edges {
      node { id createdAt request { brand product platform goal } caption rating { score note } }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
] as const;
