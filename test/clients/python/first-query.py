import json
import os
import urllib.request

url = os.environ.get("MARQUEE_URL", "http://127.0.0.1:4000/graphql")

query = """
  query TopPerformers($campaignId: ID!, $limit: Int) {
    topPerformers(campaignId: $campaignId, limit: $limit) {
      rank influencerId engagementRate
    }
  }
"""
body = {"query": query, "variables": {"campaignId": "summer-glow-2026", "limit": 3}}
request = urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json"})
with urllib.request.urlopen(request) as response:
    answer = json.load(response)
if "errors" in answer:
    raise SystemExit(answer["errors"])
for row in answer["data"]["topPerformers"]:
    print(row["rank"], row["influencerId"], row["engagementRate"])
