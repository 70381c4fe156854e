import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import type { BriefRequest } from '../serving/brief.ts';
import { works } from '../tools/lift.ts';
import type { Findings, Performer } from './findings.ts';
import { CRAFT } from './platform-voice.ts';

/** What the creator should make and why: the angle, the platform's craft, and what the team's own numbers say. */
export function writeDirection(
  request: BriefRequest,
  findings: Findings,
  hashtags: readonly string[],
): string {
  const { angle } = findings;
  return [
    `${angle.name}${/[?!]$/u.test(angle.name) ? '' : '.'} ${angle.direction}`,
    `Why: ${angle.why}.`,
    CRAFT[request.platform],
    proof(request, findings.performers),
    habits(findings.performers),
    hashtagProof(request, findings, hashtags),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function proof(request: BriefRequest, performers: readonly Performer[]): string {
  const [best, second] = performers.filter(({ engagementRate }) => engagementRate !== null);
  const where =
    request.campaignId === null ? `on ${PLATFORM_RULES[request.platform].name}` : `in ${request.campaignId}`;
  if (best === undefined) {
    return `There are no measured posts ${where} to build on yet: import the results of the first posts and ask again.`;
  }
  const lead = `Your own results ${where} set the mark: ${described(best)}`;
  const next = second === undefined ? '' : compared(second, best);
  return `${lead}${next}. Brief them first, or ask a new creator to study their posts.`;
}

/** The leader has the better rate that is sure, which a higher rate on fewer views does not beat. */
function compared({ influencerId, engagementRate, views }: Performer, best: Performer): string {
  return (engagementRate ?? 0) <= (best.engagementRate ?? 0)
    ? `, ahead of ${influencerId} at ${percent(engagementRate)}`
    : `; ${influencerId} reached ${percent(engagementRate)} on ${count(views)} views`;
}

function described({ influencerId, posts, views, engagementRate }: Performer): string {
  const over = `${count(posts)} ${posts === 1 ? 'post' : 'posts'} and ${count(views)} views`;
  return `${influencerId} leads with ${percent(engagementRate)} engagement over ${over}`;
}

/** What the best posts have in common in form. Their words are not repeated: they are somebody else's. */
function habits(performers: readonly Performer[]): string {
  const captions = performers.flatMap(({ bestPosts }) =>
    bestPosts.map(({ caption }) => caption?.trim() ?? '').filter((caption) => caption !== ''),
  );
  if (captions.length < 2) return '';
  const most = (test: (caption: string) => boolean) => captions.filter(test).length * 2 > captions.length;
  const found = [
    most((caption) => caption.includes('?')) ? 'ask the audience something' : undefined,
    most((caption) => caption.length < 90) ? 'keep the caption short' : undefined,
    most((caption) => caption.length > 220) ? 'take the space to tell a story' : undefined,
    most((caption) => /\p{Emoji_Presentation}/u.test(caption)) ? 'use an emoji or so' : undefined,
  ].filter((habit) => habit !== undefined);
  return found.length === 0 ? '' : `Most of their best posts ${found.join(' and ')}; do the same.`;
}

/** Says it of a hashtag that the brief uses. */
function hashtagProof(request: BriefRequest, { hashtags }: Findings, chosen: readonly string[]): string {
  const best = hashtags.find(
    ({ hashtag, from, lift }) => from === 'OWN_POSTS' && works(lift) && chosen.includes(hashtag),
  );
  if (best?.engagementRate == null || best.posts === undefined) return '';
  const where = PLATFORM_RULES[request.platform].name;
  const over = `${count(best.posts)} ${best.posts === 1 ? 'post' : 'posts'}`;
  return `${best.hashtag} has worked for your team on ${where}, at ${percent(best.engagementRate)} over ${over}.`;
}

const percent = (rate: number | null) => `${(rate ?? 0).toFixed(1)}%`;

const count = (amount: number) => amount.toLocaleString('en');
