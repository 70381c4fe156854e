import type { Grounds } from '../../../platform/agents/grounding/grounding.ts';
import type { BriefRequest, Evidence } from '../serving/brief.ts';

/** What the tools of briefs mean by their keys. The captions of posts prove nothing: anybody could have written them. */
const KEYS = {
  quotations: /^caption$/u,
  percentages: /rate$/iu,
  ids: /(?:id|hashtags?)$/iu,
  owners: /^(?:influencerId|hashtag)$/u,
};

/** What the numbers of a brief may come from. */
export function groundsOf(evidence: readonly Evidence[], request: BriefRequest): Grounds {
  const { brand, product, mustMention, facts, audience, tone, campaignId, locale } = request;
  return {
    evidence,
    names: [
      brand,
      product,
      ...mustMention,
      ...facts.flatMap(({ claim, proof }) => [claim, proof ?? []].flat()),
    ],
    said: [audience, tone].filter((text) => text !== null),
    ids: campaignId === null ? [] : [campaignId],
    keys: KEYS,
    locale,
  };
}
