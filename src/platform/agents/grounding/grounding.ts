import type { Evidence, Json } from '../tool.ts';
import { hashtagsIn } from './hashtags.ts';
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
  /** Runs of digits in names and ids. */
  readonly figures: ReadonlySet<string>;
  /** What may be repeated word for word, longest first. */
  readonly quotable: readonly string[];
}

/** A text of an answer, and where it stands there. */
export interface NamedText {
  readonly field: string;
  readonly text: string;
}

/** What the numbers of an answer may come from. */
export interface Grounds {
  readonly evidence: readonly Evidence[];
  /** Names and wishes of whoever asks: they may be repeated word for word, their figures in one word too (#Runner2). */
  readonly names: readonly string[];
  /** What else whoever asks has said, which may be repeated word for word. */
  readonly said: readonly string[];
  /** Ids that may be repeated word for word, beside those of the evidence. */
  readonly ids: readonly string[];
  /** What the keys of the evidence mean. */
  readonly keys: EvidenceKeys;
  /** The language of the answer: a BCP 47 tag. */
  readonly locale: string;
}

/** What the keys of tool results mean. Every other number is an amount, every other text is ours. */
export interface EvidenceKeys {
  /** Under these stands what anybody could have written: it proves nothing. */
  readonly quotations: RegExp;
  /** Numbers under these are percentages. */
  readonly percentages: RegExp;
  /** Texts under these are ids and tags, which may be repeated word for word. */
  readonly ids: RegExp;
}

/**
 * Every number of the texts that stands neither in the evidence nor in what was asked, as sentences that say so. An
 * empty list means that they are grounded.
 *
 * A rounded figure stands in the evidence where it is the evidence's own, rounded or cut off at the digits shown: "12K"
 * for 12,345, "5.2 %" for 5.1834. Percentages match percentages only, multiples ("3x") match what was asked only.
 */
export function ungroundedNumbers(texts: readonly NamedText[], grounds: Grounds): string[] {
  const facts = gatherFacts(grounds);
  return texts.flatMap(({ field, text }) => {
    const own = withoutKnownTags(withoutQuotes(text, facts.quotable), facts.figures);
    return [...unknownNames(own, facts), ...unknownNumbers(own, facts, grounds.locale)].map(
      (mention) =>
        `${field} names "${mention}", which stands in no tool result: leave it out or use a figure that does.`,
    );
  });
}

/** A hashtag such as #TrailRunner2 writes a name in one word: its figures have to be the name's. */
function withoutKnownTags(text: string, figures: ReadonlySet<string>): string {
  return hashtagsIn(text).reduce(
    (rest, tag) => (figuresIn(tag).every((figure) => figures.has(figure)) ? rest.replace(tag, ' ') : rest),
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

function gatherFacts({ evidence, names, said, ids: askedIds, keys }: Grounds): Facts {
  const plain: number[] = [];
  const percent: number[] = [];
  const texts = [...names, ...said];
  const ids = [...askedIds];
  const visit = (key: string, value: Json): void => {
    if (keys.quotations.test(key)) return;
    if (typeof value === 'number') (keys.percentages.test(key) ? percent : plain).push(value);
    else if (typeof value === 'string') (keys.ids.test(key) ? ids : texts).push(value);
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
      [...names, ...ids].flatMap((text) => [...figuresIn(text), ...figuresIn(squeezed(text))]),
    ),
    quotable: [...names, ...said, ...ids]
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
