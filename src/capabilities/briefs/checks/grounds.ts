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
  const { link, code, dates, deliverables } = request;
  return {
    evidence,
    names: [
      brand,
      product,
      ...mustMention,
      ...[link, code].filter((text) => text !== null),
      ...facts.flatMap(({ claim, proof }) => (proof === null ? [claim] : [claim, proof])),
    ],
    said: [
      ...[audience, tone].filter((text) => text !== null),
      ...(dates === null ? [] : [`from ${dates.from} to ${dates.to}`]),
      ...deliverables.map(({ format, count }) => `${count} ${format.toLowerCase()}`),
    ],
    ids: campaignId === null ? [] : [campaignId],
    keys: KEYS,
    locale,
  };
}
