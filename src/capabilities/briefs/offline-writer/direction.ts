import type { BriefRequest } from '../serving/brief.ts';
import { works } from '../tools/lift.ts';
import { asSentence } from './agreement.ts';
import { addressOf } from './audience.ts';
import type { Findings } from './findings.ts';
import type { Idea } from './ideas.ts';
import { findReferences, percent, quoteReference } from './references.ts';
import type { Wording } from './wording.ts';

/** What the creator should make and for whom, then what the team's own numbers say to it. */
export function writeDirection(
  request: BriefRequest,
  findings: Findings,
  idea: Idea,
  hashtags: readonly string[],
  wording: Wording,
): string {
  const [claim] = request.facts;
  const toWhom = addressOf(request.audience);
  return [
    asSentence(`${idea.title}: ${lowered(wording.fill(idea.make))}`),
    toWhom === undefined ? '' : `Speak to ${toWhom}.`,
    claim === undefined ? '' : `Show “${claim.claim}”.`,
    nearest(request, findings, idea),
    hashtagProof(findings, hashtags),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const lowered = (text: string) => text.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());

/** The team's own post that is nearest to the idea, where one is near; what is only worth a look for its form stands with what to do. */
function nearest(request: BriefRequest, findings: Findings, idea: Idea): string {
  const [reference] = findReferences(request, findings, idea);
  const usual = findings.results?.average?.engagementRate ?? null;
  return reference?.isNear !== true ? '' : `Nearest of yours: ${quoteReference(reference, usual)}.`;
}

/** Says it of a hashtag that the brief uses, with what is usual beside it. */
function hashtagProof({ hashtags, hashtagAverage }: Findings, chosen: readonly string[]): string {
  const best = hashtags.find(
    ({ hashtag, from, lift }) => from === 'OWN_POSTS' && works(lift) && chosen.includes(hashtag),
  );
  if (best?.engagementRate == null || best.posts === undefined || hashtagAverage?.engagementRate == null)
    return '';
  return `${best.hashtag}: ${percent(best.engagementRate)}, average ${percent(hashtagAverage.engagementRate)}.`;
}
