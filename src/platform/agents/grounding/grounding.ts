import type { BriefDraft, BriefRequest, Evidence, Json } from '../serving/brief.ts';
import { hashtagsIn } from '../tools/hashtags.ts';
import { type NumberMention, type NumberReading, numbersIn } from './numbers.ts';

/** Figures that name a thing, not an amount. */
const IDIOMS = /(?<![\p{L}\d])(?:24\/7|[23]D|B2[BC]|D2C)(?![\p{L}\d])/giu;

/** Words inside which a figure is part of a name: iPhone15, A17, H2O. */
const NAMES_WITH_DIGITS = /(?<![\p{L}\p{N}])(?=[\p{L}\p{N}-]*\p{L})\p{L}[\p{L}\p{N}-]*\p{N}[\p{L}\p{N}-]*/gu;

interface Facts {
  readonly plain: readonly number[];
  readonly percent: readonly number[];
  /** Words with figures in them. */
  readonly names: ReadonlySet<string>;
  /** Wordings of amounts, for those that are not compared by value. */
  readonly wordings: ReadonlySet<string>;
  /** Runs of digits in names, wishes and the evidence's hashtags. */
  readonly figures: ReadonlySet<string>;
  /** What may be repeated word for word, longest first: names, wishes, hashtags, ids. */
  readonly quotable: readonly string[];
}

/** Somebody else's words: they prove nothing, even where they stand in a tool result. */
const QUOTED_KEYS: ReadonlySet<string> = new Set(['caption']);

/**
 * Every number of the draft that stands neither in its evidence nor in the request, as sentences that say so. An empty
 * list means that the draft is grounded.
 *
 * A rounded figure stands in the evidence where it is the evidence's own, rounded or cut off at the digits shown: "12K"
 * for 12,345, "5.2 %" for 5.1834. Percentages match rates only, multiples ("3x") match the request only. The captions of
 * posts count for nothing: anybody could have written them.
 */
export function ungroundedNumbers(
  draft: BriefDraft,
  evidence: readonly Evidence[],
  request: BriefRequest,
): string[] {
  const facts = gatherFacts(evidence, request);
  return draftTexts(draft).flatMap(({ field, text }) => {
    const own = withoutKnownHashtags(withoutQuotes(text, facts.quotable), facts.figures);
    return [...unknownNames(own, facts), ...unknownNumbers(own, facts, request.locale)].map(
      (mention) =>
        `${field} names "${mention}", which stands in no tool result: leave it out or use a figure that does.`,
    );
  });
}

/** A hashtag such as #TrailRunner2 writes a name in one word: its figures have to be the name's. */
function withoutKnownHashtags(text: string, figures: ReadonlySet<string>): string {
  return hashtagsIn(text).reduce(
    (rest, hashtag) =>
      figuresIn(hashtag).every((figure) => figures.has(figure)) ? rest.replace(hashtag, ' ') : rest,
    text,
  );
}

const figuresIn = (text: string): string[] => text.normalize('NFC').match(/\p{N}+/gu) ?? [];

const squeezed = (text: string) => text.replace(/[^\p{L}\p{M}\p{N}]/gu, '');

function withoutQuotes(text: string, quotable: readonly string[]): string {
  return quotable.reduce((rest, quote) => {
    const escaped = quote.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&').replace(/\s+/gu, '\\s+');
    return rest.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'giu'), ' ');
  }, text);
}

function unknownNumbers(text: string, facts: Facts, locale: string): string[] {
  const amounts = withoutNames(text);
  return numbersIn(amounts, locale)
    .filter((mention) => !isKnown(mention, facts))
    .map((mention) => mention.text);
}

function unknownNames(text: string, facts: Facts): string[] {
  const names = text.replace(IDIOMS, ' ').match(NAMES_WITH_DIGITS) ?? [];
  return names.filter((name) => !facts.names.has(name.toLowerCase()));
}

function withoutNames(text: string): string {
  return text.replace(IDIOMS, ' ').replace(NAMES_WITH_DIGITS, ' ');
}

function isKnown(mention: NumberMention, facts: Facts): boolean {
  switch (mention.kind) {
    case 'VAGUE':
    case 'MULTIPLE':
      return facts.wordings.has(mention.text.toLowerCase());
    case 'PERCENT':
      return mention.readings.some((reading) => facts.percent.some((fact) => shows(reading, fact)));
    case 'PLAIN':
      // A rate may be named without its sign: "a rate of 5.2".
      return mention.readings.some((reading) =>
        [...facts.plain, ...(reading.step < 1 ? facts.percent : [])].some((fact) => shows(reading, fact)),
      );
  }
}

/** Whether a figure is a fact's own, rounded to the step or cut off at it, and no further off than a twentieth. */
function shows({ value, step }: NumberReading, fact: number): boolean {
  const difference = fact - value;
  const tolerance = 1e-9 * Math.max(1, Math.abs(fact));
  if (Math.abs(difference) <= tolerance) return true;
  if (step <= 1 && Number.isInteger(fact)) return false;
  const isRounded = Math.abs(difference) <= step / 2 + tolerance;
  const isCutOff = step > 1 && difference > 0 && difference < step;
  return (
    (isRounded && (step <= 1 || Math.abs(difference) <= fact / 20)) || (isCutOff && difference <= fact / 10)
  );
}

function gatherFacts(evidence: readonly Evidence[], request: BriefRequest): Facts {
  const plain: number[] = [];
  const percent: number[] = [];
  const wishes = [request.brand, request.product, ...request.mustMention];
  const texts = [...wishes, ...[request.audience, request.tone].filter((text) => text !== null)];
  // What follows is what the tools' texts say; this much is what the request says.
  const spoken = texts.length;
  const ids = request.campaignId === null ? [] : [request.campaignId];
  const visit = (key: string, value: Json): void => {
    if (QUOTED_KEYS.has(key)) return;
    if (typeof value === 'number') (/rate$/iu.test(key) ? percent : plain).push(value);
    else if (typeof value === 'string') (/(?:id|hashtags?)$/iu.test(key) ? ids : texts).push(value);
    else if (value !== null && typeof value === 'object') {
      const entries: [string, Json][] = Array.isArray(value)
        ? value.map((item) => [key, item])
        : Object.entries(value);
      for (const [inner, item] of entries) visit(inner, item);
    }
  };
  for (const { data } of evidence) visit('data', data);
  const mentions = texts.flatMap((text) => numbersIn(withoutNames(text), 'en'));
  return {
    plain: [...plain, ...valuesOf(mentions, 'PLAIN')],
    percent: [...percent, ...valuesOf(mentions, 'PERCENT')],
    names: new Set(
      texts.flatMap((text) => text.match(NAMES_WITH_DIGITS) ?? []).map((name) => name.toLowerCase()),
    ),
    wordings: new Set(mentions.map((mention) => mention.text.toLowerCase())),
    figures: new Set(
      [...wishes, ...ids].flatMap((text) => [...figuresIn(text), ...figuresIn(squeezed(text))]),
    ),
    quotable: [...texts.slice(0, spoken), ...ids]
      // An id such as "7" must not make every 7 true.
      .filter((quote) => /\p{L}/u.test(quote) || quote.length > 5)
      .sort((a, b) => b.length - a.length),
  };
}

function valuesOf(mentions: readonly NumberMention[], kind: NumberMention['kind']): number[] {
  return mentions
    .filter((mention) => mention.kind === kind)
    .flatMap((mention) => mention.readings.map(({ value }) => value));
}

/** Every text of a draft with the field that it stands in. */
export function draftTexts(draft: BriefDraft): { readonly field: string; readonly text: string }[] {
  return [
    ...publishedTexts(draft),
    { field: 'tone', text: draft.tone },
    { field: 'persona.description', text: draft.persona.description },
    { field: 'creativeAngle', text: draft.creativeAngle },
  ];
}

/** The texts of a draft that an audience sees or hears. */
export function publishedTexts(draft: BriefDraft): { readonly field: string; readonly text: string }[] {
  return [
    { field: 'caption', text: draft.caption },
    ...draft.hookIdeas.map((text, index) => ({ field: `hookIdeas[${index}]`, text })),
    ...draft.hashtags.map((text, index) => ({ field: `hashtags[${index}]`, text })),
    { field: 'cta', text: draft.cta },
  ];
}
