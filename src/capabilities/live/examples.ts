/** Operations on live metrics, for the playground. */
export const liveExamples = [
  {
    name: 'Live metrics',
    query: `# What happens in a campaign right now? Send events to it first, by registerEvents or POST /events.
query LiveMetrics {
  campaignMetrics(campaignId: "summer-glow-2026", window: HOUR) {
    views
    interactions
    engagementRate
    conversions
    watermark
  }
  liveTopPerformers(campaignId: "summer-glow-2026", window: HOUR, limit: 5, rankBy: INTERACTIONS) {
    rank
    influencerId
    interactions
  }
}
`,
  },
] as const;
