import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { CATEGORY_IDS } from '../category/categories.ts';
import { postedLength } from '../checks/caption-length.ts';
import { containsPhrase } from '../checks/phrases.ts';
import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import { rejectUnprovenMentions } from '../checks/unproven-mentions.ts';
import { distinctHashtags, hashtagsIn } from '../tools/hashtags.ts';
import { type BriefRequest, GOALS, PLATFORMS } from './brief.ts';

const fold = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** One line of readable text: control characters would end up in a post, a log or a prompt. */
const line = (longest: number) =>
  z
    .string()
    .transform(fold)
    .pipe(
      z
        .string()
        .min(1, 'is empty; give it a text or leave it out')
        .max(longest, `is longer than ${longest} characters`)
        .regex(
          /^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u,
          'holds control characters; use plain text',
        ),
    );

const optionalLine = (longest: number) =>
  line(longest)
    .nullish()
    .transform((text) => text ?? null);

const phrases = (most: number) =>
  z
    .array(line(120))
    .max(most, `takes at most ${most} phrases`)
    .nullish()
    .transform((list) => [...new Map((list ?? []).map((phrase) => [phrase.toLowerCase(), phrase])).values()]);

const locale = z
  .string()
  .nullish()
  .transform((tag, context) => {
    try {
      return Intl.getCanonicalLocales(tag ?? 'en')[0] ?? 'en';
    } catch {
      context.addIssue({
        code: 'custom',
        message: 'is not a BCP 47 language tag such as en, en-GB, de or pt-BR',
      });
      return z.NEVER;
    }
  });

const RequestInput = z.object({
  brand: line(80),
  product: line(120),
  goal: z.enum(GOALS),
  platform: z.enum(PLATFORMS),
  campaignId: optionalLine(200),
  audience: optionalLine(300),
  tone: optionalLine(80),
  locale,
  mustMention: phrases(8),
  mustAvoid: phrases(20),
  category: z
    .enum(CATEGORY_IDS)
    .nullish()
    .transform((id) => id ?? null),
  facts: z
    .array(z.object({ claim: line(200), proof: optionalLine(300) }))
    .max(10, 'takes at most 10 facts')
    .nullish()
    .transform((facts) => facts ?? []),
  creator: optionalLine(200),
});

/** A request as a caller sends it; see {@link parseBriefRequest}. */
export type BriefRequestInput = z.input<typeof RequestInput>;

/**
 * Checks what a caller asks for and folds its white space.
 * @throws CallerError BAD_USER_INPUT that names the field, what is wrong with it and what would be right: also where
 * the wishes contradict each other, or cannot stand in one post of the platform.
 */
export function parseBriefRequest(input: BriefRequestInput): BriefRequest {
  return checkBriefRequest(input);
}

/** The same for a request that came as JSON. */
export function checkBriefRequest(input: unknown): BriefRequest {
  const result = RequestInput.safeParse(input);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new CallerError('BAD_USER_INPUT', `The request for a brief is invalid: ${faults.join('; ')}.`, {
      fields: result.error.issues.map((issue) => issue.path.join('.')),
    });
  }
  rejectContradictions(result.data);
  return result.data;
}

function rejectContradictions(request: BriefRequest): void {
  rejectUnprovenMentions(request);
  for (const avoided of request.mustAvoid) {
    for (const [field, text] of [
      ['brand', request.brand],
      ['product', request.product],
      ...request.mustMention.map((phrase): [string, string] => ['mustMention', phrase]),
    ] as const) {
      if (!containsPhrase(text, avoided)) continue;
      throw new CallerError(
        'BAD_USER_INPUT',
        `mustAvoid has "${avoided}", which stands in ${field} "${text}": take it out of one of them.`,
        { fields: ['mustAvoid', field] },
      );
    }
  }
  const { captionLength, captionLabel, hashtags } = PLATFORM_RULES[request.platform];
  const wanted = distinctHashtags(
    [request.brand, request.product, ...request.mustMention].flatMap(hashtagsIn),
    captionLabel,
  );
  if (wanted.size > hashtags.most) {
    throw new CallerError(
      'BAD_USER_INPUT',
      `mustMention has ${wanted.size} hashtags, and a ${request.platform} post takes ${hashtags.most}: ${[...wanted].join(' ')}.`,
      { fields: ['mustMention'] },
    );
  }
  const needed = postedLength(request.platform, [request.product, ...request.mustMention].join(' '));
  // A quarter stays for the sentence around it, the label and the hashtags.
  const room = Math.floor(captionLength * 0.75) - 20;
  if (needed > room) {
    throw new CallerError(
      'BAD_USER_INPUT',
      `product and mustMention take ${needed} characters together, and a ${request.platform} post has ${captionLength}: shorten them to ${room}.`,
      { fields: ['product', 'mustMention'] },
    );
  }
}
