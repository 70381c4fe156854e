import type { BriefDraft, BriefRequest } from '../serving/brief.ts';
import { distinctHashtags, hashtagsIn } from '../tools/hashtags.ts';
import { postedLength } from './caption-length.ts';
import { disclosureOf, PLATFORM_RULES } from './platform-rules.ts';
import { hasPostedLabel, postedLabelOf } from './posted-label.ts';

/**
 * What in the form of a draft its platform or its country does not take, each a sentence that says what would be right: lengths,
 * hashtags and labels.
 */
export function brokenRules(draft: BriefDraft, request: BriefRequest): string[] {
  const rules = PLATFORM_RULES[request.platform];
  const disclosure = disclosureOf(request.platform, request.brand);
  const posted = postedLabelOf(request);
  const label = posted?.label.startsWith('#') ? posted.label : rules.captionLabel;
  const reasons: string[] = [];
  const length = captionLengthOf(draft, request);
  if (length > rules.captionLength) {
    const counted = rules.areHashtagsInCaption ? 'caption and hashtags take' : 'caption takes';
    reasons.push(
      `The ${counted} ${length} characters; a ${rules.name} ${rules.captionIs} has ${rules.captionLength}.`,
    );
  }
  const { least, most } = rules.hashtags;
  const count = distinctHashtags([...draft.hashtags, ...hashtagsIn(draft.caption)], label).size;
  if (count < least || count > most) {
    reasons.push(`There are ${count} different hashtags; ${rules.name} takes ${least} to ${most}.`);
  }
  if (new Set(draft.hashtags.map(fold)).size < draft.hashtags.length) reasons.push('A hashtag comes twice.');
  for (const hashtag of draft.hashtags) {
    if (!rules.hashtagForm.test(hashtag) || hashtag.length > rules.hashtagLength) {
      reasons.push(
        `"${hashtag}" is no ${rules.name} hashtag: # and then letters and digits, at least one letter, ${rules.hashtagLength} characters at most.`,
      );
    }
  }
  if (draft.disclosure !== disclosure) reasons.push(`disclosure must be exactly "${disclosure}".`);
  if (posted !== null && !hasPostedLabel(draft.caption, posted, request)) {
    const where = posted.place === 'BEGINNING' ? 'begin with' : 'carry';
    reasons.push(`The caption must ${where} the label ${posted.label}.`);
  }
  if (new Set(draft.hookIdeas.map(fold)).size < draft.hookIdeas.length)
    reasons.push('A hook idea comes twice.');
  return reasons;
}

/** The length that the platform counts for a draft's caption, with the hashtags where they are a part of it. */
export function captionLengthOf(
  draft: Pick<BriefDraft, 'caption' | 'hashtags'>,
  request: BriefRequest,
): number {
  const { areHashtagsInCaption } = PLATFORM_RULES[request.platform];
  const text = areHashtagsInCaption ? [draft.caption, ...draft.hashtags].join(' ') : draft.caption;
  return postedLength(request.platform, text);
}

const fold = (text: string) => text.normalize('NFC').toLowerCase();
