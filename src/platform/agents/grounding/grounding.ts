import type { Evidence, Json } from '../tool.ts';
import { withoutFreeFigures } from './free-figures.ts';
import { hashtagsIn } from './hashtags.ts';
import { type NumberMention, type NumberReading, numbersIn } from './numbers.ts';
import { nameForm, type OwnedFigures, type OwnerGroup, ownersNamedIn, sentencesOf } from './owners.ts';
import { withoutQuotations } from './quotations.ts';

/** Figures that name a thing, not an amount. */
const IDIOMS = /(?<![\p{L}\d])(?:24\/7|[23]D|B2[BC]|D2C)(?![\p{L}\d])/giu;

/** Words inside which a figure is part of a name: iPhone15, A17, H2O. */
const NAMES_WITH_DIGITS = /(?<![\p{L}\p{N}])(?=[\p{L}\p{N}-]*\p{L})\p{L}[\p{L}\p{N}-]*\p{N}[\p{L}\p{N}-]*/gu;

/** Words of a sentence that speaks of what posts achieved. */
const RESULT_WORDS =
  /(?<!\p{L})(?:views?|viewers?|posts?|followers?|likes?|comments?|shares?|saves?|plays?|reach|impressions?|interactions?|engagement|engaged|rates?|averages?|averaged|median|lift|creators?|performers?|campaigns?|hashtags?|leads?|led|reached|on (?:instagram|tiktok|youtube|facebook|linkedin|pinterest|snapchat|twitch))(?!\p{L})/iu;

interface Facts {
  /** What measured results say, without those that belong to somebody. */
  readonly measured: Figures;
  /** What each somebody's results say. */
  readonly owned: readonly OwnedFigures[];
  /** What the request and our own texts say. */
  readonly plain: readonly number[];
  readonly percent: readonly number[];
  /** What anybody may have written: only quoted it may be repeated. */
  readonly quotations: readonly string[];
  /** Words with figures in them. */
  readonly names: ReadonlySet<string>;
  /** Wordings of amounts, for those that are not compared by value. */
  readonly wordings: ReadonlySet<string>;
  /** Runs of digits in names and ids. */
  readonly figures: ReadonlySet<string>;
  /** What may be repeated word for word, longest first: compiled once, for each sentence is searched for all of them. */
  readonly quotable: readonly RegExp[];
}

interface Figures {
  readonly plain: readonly number[];
  readonly percent: readonly number[];
}

interface GrowingFigures {
  readonly plain: number[];
  readonly percent: number[];
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
  /** An object with one of these, whose value is an id, belongs with all that is in it to whom or what it names. */
  readonly owners?: RegExp;
}

/**
 * Every number of the texts that stands neither in the evidence nor in what was asked, as sentences that say so. An
 * empty list means that they are grounded.
 *
 * A rounded figure stands in the evidence where it is the evidence's own, rounded or cut off at the digits shown: "12K"
 * for 12,345, "5.2 %" for 5.1834. Percentages match percentages only, multiples ("3x") match what was asked only. A figure of
 * the evidence is said of results only, and of those to whom it belongs. What was quoted word for word, and how something
 * is to be filmed ("3 shots", "Day 1 of 7"), is free.
 */
export function ungroundedNumbers(texts: readonly NamedText[], grounds: Grounds): string[] {
  const facts = gatherFacts(grounds);
  return texts.flatMap(({ field, text }) => {
    // A post that is quoted is what the sentence is about, and its figures are results.
    const quoted = withoutQuotations(text, facts.quotations, ' the post ');
    return sentencesOf(quoted).flatMap((sentence) =>
      faultsOf(sentence, facts, grounds.locale).map((fault) => `${field} ${fault}`),
    );
  });
}

function faultsOf(sentence: string, facts: Facts, locale: string): string[] {
  const owners = ownersNamedIn(sentence, facts.owned);
  const isEnglish = locale.toLowerCase().startsWith('en');
  const isAboutResults = !isEnglish || owners.length > 0 || RESULT_WORDS.test(sentence);
  const own = withoutFreeFigures(
    withoutKnownTags(withoutQuotes(sentence, facts.quotable), facts.figures),
    locale,
  );
  const faults = unknownNames(own, facts).map(unknownFigure);
  const find = finderIn(sentence);
  for (const mention of numbersIn(withoutNames(own), locale)) {
    const named = ownersOf(find(mention.text), owners);
    if (isMeasured(mention, [facts]) || isNamed(mention, facts)) continue;
    if (!isAboutResults && isMeasured(mention, [facts.measured, ...facts.owned])) {
      faults.push(`says "${mention.text}" of something that it was not measured of: leave it out.`);
    } else if (!isMeasured(mention, [facts.measured, ...(owners.length > 0 ? named : facts.owned)])) {
      faults.push(
        isMeasured(mention, facts.owned)
          ? `says "${mention.text}" of ${named.map(({ owner }) => owner).join(' and ')}, to whom it does not belong: use their own figure.`
          : unknownFigure(mention.text),
      );
    }
  }
  return faults;
}

const unknownFigure = (mention: string) =>
  `names "${mention}", which stands in no tool result: leave it out or use a figure that does.`;

/** Whose a figure is said to be: of whoever was named last before it, else of whoever is named first after it. */
function ownersOf(at: number, groups: readonly OwnerGroup[]): readonly OwnedFigures[] {
  const before = groups.filter(({ start }) => start <= at);
  return (before.at(-1) ?? groups[0])?.owners ?? [];
}

/** Finds where figures stand in a sentence, each time the next place; not inside of names. */
function finderIn(sentence: string): (figure: string) => number {
  const ends = new Map<string, number>();
  return (figure) => {
    const escaped = figure.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
    const form = new RegExp(`(?<![\\p{L}\\p{N}_.])${escaped}`, 'giu');
    form.lastIndex = ends.get(figure) ?? 0;
    const found = form.exec(sentence);
    if (found === null) return sentence.length;
    ends.set(figure, found.index + found[0].length);
    return found.index;
  };
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

function withoutQuotes(text: string, quotable: readonly RegExp[]): string {
  return quotable.reduce((rest, quote) => rest.replace(quote, ' '), text);
}

/** A quotation, whatever its case and the spaces between its words. */
function quoteForm(quote: string): RegExp {
  const escaped = quote.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&').replace(/\s+/gu, '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'giu');
}

function unknownNames(text: string, facts: Facts): string[] {
  const names = text.replace(IDIOMS, ' ').match(NAMES_WITH_DIGITS) ?? [];
  return names.filter((name) => !facts.names.has(name.toLowerCase()));
}

function withoutNames(text: string): string {
  return text.replace(IDIOMS, ' ').replace(NAMES_WITH_DIGITS, ' ');
}

/** Amounts that are not compared by value. */
function isNamed({ kind, text }: NumberMention, { wordings }: Facts): boolean {
  return (kind === 'VAGUE' || kind === 'MULTIPLE') && wordings.has(text.toLowerCase());
}

function isMeasured({ kind, readings }: NumberMention, figures: readonly Figures[]): boolean {
  if (kind === 'VAGUE' || kind === 'MULTIPLE') return false;
  return readings.some((reading) =>
    figures.some(({ plain, percent }) =>
      // A rate may be named without its sign: "a rate of 5.2".
      (kind === 'PERCENT' ? percent : [...plain, ...(reading.step < 1 ? percent : [])]).some((fact) =>
        shows(reading, fact),
      ),
    ),
  );
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
  const measured: GrowingFigures = { plain: [], percent: [] };
  const owned = new Map<string, GrowingFigures & OwnedFigures>();
  const texts = [...names, ...said];
  const ids = [...askedIds];
  const quotations: string[] = [];
  const visit = (key: string, value: Json, figures: GrowingFigures): void => {
    if (keys.quotations.test(key)) {
      if (typeof value === 'string') quotations.push(value);
    } else if (typeof value === 'number') {
      (keys.percentages.test(key) ? figures.percent : figures.plain).push(value);
    } else if (typeof value === 'string') {
      (keys.ids.test(key) ? ids : texts).push(value);
    } else if (value !== null && typeof value === 'object') {
      const entries: [string, Json][] = Array.isArray(value)
        ? value.map((item) => [key, item])
        : Object.entries(value);
      const owner = entries.find(
        ([inner, item]) => keys.owners?.test(inner) && typeof item === 'string',
      )?.[1];
      const inner = typeof owner === 'string' && !Array.isArray(value) ? figuresOf(owner) : figures;
      for (const [innerKey, item] of entries) visit(innerKey, item, inner);
    }
  };
  const figuresOf = (owner: string) => {
    const known = owned.get(owner) ?? { owner, form: nameForm(owner), plain: [], percent: [] };
    owned.set(owner, known);
    return known;
  };
  for (const { data } of evidence) visit('data', data, measured);
  const mentions = texts.flatMap((text) => numbersIn(withoutNames(text), 'en'));
  return {
    measured,
    owned: [...owned.values()],
    quotations,
    plain: valuesOf(mentions, 'PLAIN'),
    percent: valuesOf(mentions, 'PERCENT'),
    names: new Set(
      texts.flatMap((text) => text.match(NAMES_WITH_DIGITS) ?? []).map((name) => name.toLowerCase()),
    ),
    wordings: new Set(mentions.map((mention) => mention.text.toLowerCase())),
    figures: new Set(
      [...names, ...ids].flatMap((text) => [...figuresIn(text), ...figuresIn(squeezed(text))]),
    ),
    quotable: [...new Set([...names, ...said, ...ids])]
      // An id such as "7" must not make every 7 true.
      .filter((quote) => /\p{L}/u.test(quote) || quote.length > 5)
      .sort((a, b) => b.length - a.length)
      .map(quoteForm),
  };
}

function valuesOf(mentions: readonly NumberMention[], kind: NumberMention['kind']): number[] {
  return mentions
    .filter((mention) => mention.kind === kind)
    .flatMap((mention) => mention.readings.map(({ value }) => value));
}
