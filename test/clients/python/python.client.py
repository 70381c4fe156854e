"""What a client in Python does: builds the schema from an introspection, checks its operations by it, asks, and follows a brief."""

import json
import os
import re
import urllib.request

from graphql import build_client_schema, get_introspection_query, parse, validate

url = os.environ.get("MARQUEE_URL", "http://127.0.0.1:4000/graphql")


def send(query, variables=None, accept="application/json"):
    body = json.dumps({"query": query, "variables": variables}).encode()
    headers = {"content-type": "application/json", "accept": accept}
    return urllib.request.urlopen(urllib.request.Request(url, body, headers))


def ask(query, variables=None):
    with send(query, variables) as response:
        return json.load(response)


def follow(query, variables=None):
    """The results of a subscription, up to its end."""
    with send(query, variables, "text/event-stream") as response:
        event = ""
        for line in response:
            field, _, value = line.decode().rstrip("\r\n").partition(": ")
            if field == "event":
                event = value
                if event == "complete":
                    return
            elif field == "data" and event == "next":
                yield json.loads(value)
    raise SystemExit("the stream broke off")


introspection = ask(get_introspection_query(specified_by_url=True, input_value_deprecation=True, schema_description=True))
schema = build_client_schema(introspection["data"])
assert schema.type_map["Count"].specified_by_url, "Count says where it is specified"

leaderboard = """
  query Leaderboard($campaignId: ID!, $first: Int) {
    campaign(id: $campaignId) { views performers(first: $first) { nodes { views } } }
  }
"""
token = """
  mutation Token {
    createApiToken(input: { name: "Python", scopes: [READ] }) { token errors { code } }
    revokeApiToken(input: { id: "nobody's" }) { errors { code } }
    generateBrief(
      input: { brand: "Acme", product: "Shoe", goal: AWARENESS, platform: TIKTOK, mustAvoid: ["the", "a", "to", "you"] }
    ) { brief { nodeId } errors { code } }
  }
"""
progress = """
  subscription Progress($input: GenerateBriefInput!) { briefProgress(input: $input) { __typename } }
"""
for operation in (leaderboard, token, progress):
    assert validate(schema, parse(operation)) == [], validate(schema, parse(operation))

campaign = ask(leaderboard, {"campaignId": "nike", "first": None})["data"]["campaign"]
assert sum(performer["views"] for performer in campaign["performers"]["nodes"]) == campaign["views"] == 8_000_002_400

answer = ask(token)
assert answer["data"]["createApiToken"]["token"].startswith("mq_api_"), answer
assert answer["data"]["revokeApiToken"]["errors"] == [{"code": "NOT_FOUND"}], answer
assert answer["data"]["generateBrief"] is None, answer
[error] = answer["errors"]
assert error["extensions"]["code"] == "BRIEF_REJECTED", error
assert re.fullmatch(r"[0-9a-f-]{36}", error["extensions"]["requestId"]), error

request = {"brand": "Python", "product": "Shoe", "goal": "AWARENESS", "platform": "TIKTOK", "campaignId": None}
events = [result["data"]["briefProgress"]["__typename"] for result in follow(progress, {"input": request})]
assert events[0] == "BriefToolStarted" and events[-1] == "BriefFinished", events

print(f"{len(schema.type_map)} types, {len(events)} events")
