curl --silent --show-error "${MARQUEE_URL:-http://127.0.0.1:4000/graphql}" --header 'content-type: application/json' --data '{
  "query": "query TopPerformers($campaignId: ID!, $limit: Int) { topPerformers(campaignId: $campaignId, limit: $limit) { rank influencerId engagementRate } }",
  "variables": { "campaignId": "summer-glow-2026", "limit": 3 }
}'
