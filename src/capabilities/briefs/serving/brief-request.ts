import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { CATEGORY_IDS } from '../category/categories.ts';
import { postedLength } from '../checks/caption-length.ts';
import { containsPhrase } from '../checks/phrases.ts';
import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import { rejectUnprovenMentions } from '../checks/unproven-mentions.ts';
import { distinctHashtags, hashtagsIn } from '../tools/hashtags.ts';
import { type BriefRequest, FORMATS, GOALS, PLATFORMS } from './brief.ts';

/** So many variants of a brief can be asked for at once. */
export const MOST_VARIANTS = 5;

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

const link = line(500)
  .refine(
    isWebAddress,
    'is no web address: write it whole, such as https://example.com/spring, without a name or password in it',
  )
  .nullish()
  .transform((text) => text ?? null);

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text) || /\s/u.test(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  return /^https?:$/u.test(protocol) && username === '' && password === '' && hostname !== '';
}

const code = line(40)
  .refine((text) => !/\s/u.test(text), 'has spaces: give the code as it is typed')
  .nullish()
  .transform((text) => text ?? null);

const day = z.iso.date('is no calendar day: write YYYY-MM-DD');

const dates = z
  .object({ from: day, to: day })
  .refine(({ from, to }) => from <= to, 'has "to" before "from": give the first day first')
  .nullish()
  .transform((value) => value ?? null);

const Fact = z.object({ claim: line(200), proof: optionalLine(300) });
const facts = z
  .array(Fact)
  .max(12, 'takes at most 12 facts')
  .nullish()
  .transform((list) => list ?? []);

const Deliverable = z.object({
  format: z.enum(FORMATS),
  count: z.int('takes whole numbers').min(1, 'is less than 1').max(20, 'is more than 20'),
});
const deliverables = z
  .array(Deliverable)
  .refine(
    (list) => new Set(list.map(({ format }) => format)).size === list.length,
    'names a format twice: give each once, with its count',
  )
  .nullish()
  .transform((list) => list ?? []);

const category = optionalLine(80).superRefine((id, context) => {
  const ids: readonly string[] = CATEGORY_IDS;
  if (id === null || ids.includes(id)) return;
  context.addIssue({ code: 'custom', message: `is no category. There are: ${ids.join(', ')}` });
});

const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** A country as ISO 3166-1 names it; null where none is given. */
export const country = z
  .string()
  .nullish()
  .transform((code, context) => {
    if (code == null) return null;
    const region = /^[A-Za-z]{2}$/u.test(code) ? new Intl.Locale('und', { region: code }).region : undefined;
    if (region !== undefined && region !== 'ZZ' && regionNames.of(region) !== undefined) return region;
    context.addIssue({
      code: 'custom',
      message: 'is no country: give its two letters after ISO 3166-1, such as US, GB or DE',
    });
    return z.NEVER;
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
  category,
  facts,
  link,
  code,
  deliverables,
  dates,
  creator: optionalLine(200),
  country,
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
  const request = {
    ...result.data,
    country: result.data.country ?? new Intl.Locale(result.data.locale).region ?? null,
  };
  rejectForeignFormats(request);
  rejectContradictions(request);
  return request;
}

/** How many variants a run takes, each with another angle. @throws CallerError BAD_USER_INPUT */
export function checkVariants(variants: number | null | undefined): number {
  const count = variants ?? 1;
  if (Number.isInteger(count) && count >= 1 && count <= MOST_VARIANTS) return count;
  throw new CallerError(
    'BAD_USER_INPUT',
    `The request for a brief is invalid: variants is ${count}; it takes a number from 1 to ${MOST_VARIANTS}.`,
    { fields: ['variants'] },
  );
}

function rejectForeignFormats({ platform, deliverables: wanted }: BriefRequest): void {
  const { name, formats } = PLATFORM_RULES[platform];
  const foreign = wanted.find(({ format }) => !formats.includes(format));
  if (foreign === undefined) return;
  throw new CallerError(
    'BAD_USER_INPUT',
    `The request for a brief is invalid: deliverables has ${foreign.format}, which ${name} does not have. It has ${formats.join(', ')}.`,
    { fields: ['deliverables'] },
  );
}

function rejectContradictions(request: BriefRequest): void {
  rejectUnprovenMentions(request);
  for (const avoided of request.mustAvoid) {
    for (const [field, text] of [
      ['brand', request.brand],
      ['product', request.product],
      ...request.mustMention.map((phrase): [string, string] => ['mustMention', phrase]),
      ...(request.code === null ? [] : [['code', request.code] as const]),
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
