/** A number that a text names. */
export interface NumberMention {
  /** As it stands in the text. */
  readonly text: string;
  readonly kind: 'PLAIN' | 'PERCENT' | 'MULTIPLE' | 'VAGUE';
  /** What it can mean: `1.234` is a thousand in German and a little over one in English. Empty where kind is VAGUE. */
  readonly readings: readonly NumberReading[];
}

/** A value and how exact it is: 12K is 12,000, give or take what was rounded off in steps of 1,000. */
export interface NumberReading {
  readonly value: number;
  readonly step: number;
}

const MAGNITUDES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  tsd: 1e3,
  tausend: 1e3,
  mil: 1e3,
  mille: 1e3,
  m: 1e6,
  mn: 1e6,
  mio: 1e6,
  million: 1e6,
  millions: 1e6,
  millionen: 1e6,
  millones: 1e6,
  milhões: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  mrd: 1e9,
};

const magnitudeNames = Object.keys(MAGNITUDES)
  .sort((a, b) => b.length - a.length)
  .join('|');

/** Digits with their separators, not glued to letters in front (B2B, H2O and iPhone15 are names). */
const DIGITS = new RegExp(
  String.raw`(?<![\p{L}\d])(?<number>\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)` +
    String.raw`(?:[\s\u00a0\u202f]?(?<magnitude>${magnitudeNames})(?![\p{L}\d]))?` +
    String.raw`[\s\u00a0\u202f]?(?<unit>%|٪|％|percent(?:age)?\b|per cent\b|prozent\b|por ciento\b|pour cent\b|[x×](?![\p{L}\d])|times\b|-?fold\b)?`,
  'giu',
);

const UNITS = 'two|three|four|five|six|seven|eight|nine';
const TEENS = 'ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen';
const TENS = 'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety';
const ORDINALS = 'third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth';

const SPELLED = new RegExp(
  String.raw`\b(?:(?<tens>${TENS})(?:[\s-](?<ones>one|${UNITS}))?|(?<small>${UNITS}|${TEENS})|(?<ordinal>${ORDINALS}))` +
    String.raw`(?:[\s-](?<magnitude>hundred|thousand|million|billion)\b)?` +
    String.raw`(?:[\s-]?(?<unit>percent\b|per cent\b|times\b|fold\b))?(?![\p{L}])`,
  'giu',
);

/** Amounts without a figure. No tool result says "dozens", so a brief does not say it either. */
const VAGUE =
  /\b(?:dozens?|hundreds|thousands|millions|billions|doubled|tripled|quadrupled|(?:two|three)fold|twice as|half of (?:all|our|your|the)|a (?:hundred|thousand|million) (?!times\b))/giu;

const WORD_VALUES: Readonly<Record<string, number>> = Object.fromEntries([
  ...`one|${UNITS}`.split('|').map((word, index) => [word, index + 1]),
  ...TEENS.split('|').map((word, index) => [word, index + 10]),
  ...TENS.split('|').map((word, index) => [word, (index + 2) * 10]),
  ...ORDINALS.split('|').map((word, index) => [word, index + 3]),
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
]);

/**
 * Every number that a text names: figures in any script and with the separators of any locale, with K, M or "million",
 * percent and multiples; and, in English, the words from "two" on, and vague amounts such as "thousands". "One",
 * "first" and "second" are left out: they are seldom figures.
 */
export function numbersIn(text: string, locale: string): NumberMention[] {
  const plain = asciiDigits(text);
  const figures = [...plain.matchAll(DIGITS)].map((match) => readFigure(match));
  return locale.toLowerCase().startsWith('en') ? [...figures, ...spelledIn(plain)] : figures;
}

function readFigure(match: RegExpExecArray): NumberMention {
  const { number = '', magnitude, unit } = match.groups ?? {};
  const factor = magnitude === undefined ? 1 : (MAGNITUDES[magnitude.toLowerCase()] ?? 1);
  return {
    text: match[0].trim(),
    kind: kindOf(unit),
    readings: readingsOf(number).map(({ value, step }) => ({ value: value * factor, step: step * factor })),
  };
}

/** Both conventions where both are possible. */
function readingsOf(number: string): NumberReading[] {
  const compact = number.replace(/['’\u00a0\u202f ]/gu, '');
  const readings = [
    readingOf(compact.replaceAll(',', '')),
    readingOf(compact.replaceAll('.', '').replace(',', '.')),
  ];
  const groups = /^\d{1,3}(?:[.,]\d{3})+$/u.test(compact) ? [readingOf(compact.replace(/[.,]/gu, ''))] : [];
  return [...readings, ...groups].filter(({ value }) => Number.isFinite(value));
}

function readingOf(digits: string): NumberReading {
  const decimals = digits.split('.')[1]?.length ?? 0;
  if (decimals > 0) return { value: Number(digits), step: 10 ** -decimals };
  const zeros = /0*$/u.exec(digits)?.[0].length ?? 0;
  // 12,000 may be rounded to thousands; 10, 20 and 100 are taken at their word.
  return { value: Number(digits), step: digits.length >= 4 ? 10 ** Math.min(zeros, digits.length - 1) : 1 };
}

function spelledIn(text: string): NumberMention[] {
  const words = [...text.matchAll(SPELLED)].map((match): NumberMention => {
    const { tens, ones, small, ordinal, magnitude, unit } = match.groups ?? {};
    const base = [tens, ones, small, ordinal].reduce((sum, word) => sum + wordValue(word), 0);
    const value = base * (magnitude === undefined ? 1 : wordValue(magnitude));
    return {
      text: match[0],
      kind: kindOf(unit),
      readings: [{ value, step: magnitude === undefined ? 1 : value / base }],
    };
  });
  const vague = [...text.matchAll(VAGUE)].map(
    (match): NumberMention => ({ text: match[0].trim(), kind: 'VAGUE', readings: [] }),
  );
  return [...words, ...vague];
}

function wordValue(word: string | undefined): number {
  return word === undefined ? 0 : (WORD_VALUES[word.toLowerCase()] ?? 0);
}

function kindOf(unit: string | undefined): NumberMention['kind'] {
  if (unit === undefined) return 'PLAIN';
  return /^(?:[x×]|times|-?fold)$/iu.test(unit) ? 'MULTIPLE' : 'PERCENT';
}

/** Digits of every script as 0 to 9. */
function asciiDigits(text: string): string {
  return text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
    const codePoint = digit.codePointAt(0) ?? 0;
    // The ten digits of a script begin at a code point that ends in 0 or in 6.
    const start = codePoint - (codePoint % 16);
    const isFromZero = /\p{Nd}/u.test(String.fromCodePoint(start)) && codePoint - start < 10;
    return String(isFromZero ? codePoint - start : (codePoint % 16) - 6);
  });
}
