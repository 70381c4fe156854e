import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import type { BriefRequest } from '../serving/brief.ts';
import { works } from '../tools/lift.ts';
import { asSentence } from './agreement.ts';
import { addressOf } from './audience.ts';
import type { Findings } from './findings.ts';
import type { Idea } from './ideas.ts';
import { describeReference, findReferences, percent } from './references.ts';
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
    claim === undefined ? '' : `Let “${claim.claim}” be seen rather than said.`,
    `Its moment: ${wording.fill(idea.next)}.`,
    ...ownPosts(request, findings, idea),
    hashtagProof(request, findings, hashtags),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const lowered = (text: string) => text.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());

function ownPosts(request: BriefRequest, findings: Findings, idea: Idea): string[] {
  const { results } = findings;
  const usual = results?.average?.engagementRate ?? null;
  const references = findReferences(request, findings, idea);
  if (references.length === 0) {
    const where = PLATFORM_RULES[request.platform].name;
    return results === null || results.performers.length === 0
      ? [`Nothing measured on ${where} yet: import the first results and ask again.`]
      : [];
  }
  return [
    ...references.slice(0, 1).map((reference) => `Study ${describeReference(reference, usual)}.`),
    // What was taken instead is part of the truth of the numbers.
    results !== null && results.scope !== 'CAMPAIGN_AND_PLATFORM' && results.scope !== 'PLATFORM'
      ? results.note
      : '',
  ];
}

/** Says it of a hashtag that the brief uses, with what is usual beside it. */
function hashtagProof(
  { platform }: BriefRequest,
  { hashtags, hashtagAverage }: Findings,
  chosen: readonly string[],
): string {
  const best = hashtags.find(
    ({ hashtag, from, lift }) => from === 'OWN_POSTS' && works(lift) && chosen.includes(hashtag),
  );
  if (best?.engagementRate == null || best.posts === undefined || hashtagAverage?.engagementRate == null)
    return '';
  const posts = `${best.posts.toLocaleString('en')} posts`;
  const where = PLATFORM_RULES[platform].name;
  return `${best.hashtag}: ${percent(best.engagementRate)} over ${posts}, ${percent(hashtagAverage.engagementRate)} usual (${where}).`;
}
