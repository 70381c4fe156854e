/**
 * Letters, digits and the underscore in a pattern of PostgreSQL, by their codes: what its own classes hold depends on the database's
 * locale.
 */
const LETTERS =
  '0-9A-Za-z_\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02c1\\u0370-\\u037d\\u0386-\\u0481\\u048a-\\u058f\\u05d0-\\u05ea\\u0620-\\u0669\\u066e-\\u06d3\\u0904-\\u0939\\u0e01-\\u0e30\\u1e00-\\u1fbc\\u3005-\\u3007\\u3041-\\u3096\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7a3\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a';

const GAP = '[ \\t]*';
/** Takes the character behind a label in, where looking ahead would make a search twenty times as long. */
const END = `(?:$|[^${LETTERS}])`;

/** What stands before a label, where nothing but blanks stands between. */
const SET_OFF = '[#[(*|\\n–—-]';
/** So many letters tell most texts without a label from those that have one. */
const BEGINNING_LENGTH = 3;

/**
 * A pattern for PostgreSQL that a text matches where `findLabels` finds one of the labels in it: a hashtag, or a word at its beginning,
 * on a line of its own, in brackets, or before a colon or a bar. null where there are no labels. Labels with the same beginning share it:
 * PostgreSQL sets up a search anew for each text, which takes as long as the pattern is large.
 */
export function patternOfLabels(labels: readonly string[]): string | null {
  if (labels.length === 0) return null;
  const [tags, words] = [true, false].map((isTag) =>
    labels.filter((label) => label.startsWith('#') === isTag).map((label) => label.replace(/^#/u, '')),
  );
  const alternatives = [
    ...(tags === undefined || tags.length === 0 ? [] : [`(?:^|[^${LETTERS}])#${anyOf(tags)}${END}`]),
    ...(words === undefined || words.length === 0
      ? []
      : [
          `(?:#|^${GAP})${anyOf(words)}${END}`,
          `[[(*|\\n–—-]${GAP}${anyOf(words)}${GAP}(?:$|[]:|/\\n)*–—-])`,
        ]),
  ];
  return alternatives.join('|');
}

/**
 * A smaller pattern, which every text matches that matches {@link patternOfLabels} of these labels once it is normalized, and others too: the
 * first letters of a label behind what sets it off. A search by it takes a fifth of the time.
 */
export function beginningsOfLabels(labels: readonly string[]): string {
  const beginnings = labels.map((label) => {
    const letters = [...label.replace(/^#/u, '').normalize('NFC').toLowerCase()].slice(0, BEGINNING_LENGTH);
    // A letter that may be written as several ends it: of the first, what it may begin with is taken.
    const end = letters.findIndex((letter) => letter.normalize('NFD') !== letter);
    return end === -1 ? letters : end > 0 ? letters.slice(0, end) : letters.slice(0, 1);
  });
  const decomposed = beginnings.map(([first = '']) => [...first.normalize('NFD')].slice(0, 1));
  const all = [...beginnings, ...decomposed.filter((letters, at) => letters[0] !== beginnings[at]?.[0])];
  return `(?:^|${SET_OFF})${GAP}${anyOf(all.map((letters) => letters.join('')))}`;
}

/** As hashtags are stored: in small letters, without #. */
export function hashtagsOf(labels: readonly string[]): string[] {
  return [...new Set(labels.map((label) => label.replace(/^#/u, '').toLowerCase()))].filter(
    (label) => !/\s/u.test(label),
  );
}

/** Letters that may follow one another, and where a text may end. */
interface Branch {
  readonly next: Map<string, Branch>;
  isEnd: boolean;
}

/** A pattern of any of these texts, in any case, whatever the locale takes for it. */
function anyOf(texts: readonly string[]): string {
  const root: Branch = { next: new Map(), isEnd: false };
  for (const text of texts) {
    let branch = root;
    for (const letter of text.normalize('NFC').toLowerCase()) {
      const known = branch.next.get(letter) ?? { next: new Map(), isEnd: false };
      branch.next.set(letter, known);
      branch = known;
    }
    branch.isEnd = true;
  }
  return writeBranch(root);
}

function writeBranch({ next, isEnd }: Branch): string {
  const alternatives = [...next].map(([letter, branch]) => anyCase(letter) + writeBranch(branch));
  if (alternatives.length === 0) return '';
  return `(?:${alternatives.join('|')})${isEnd ? '?' : ''}`;
}

/** The letter in both cases; the Kelvin sign is a K once a text is normalized. */
function anyCase(letter: string): string {
  const both = new Set([letter.toLowerCase(), letter.toUpperCase(), ...(letter === 'k' ? ['\u212a'] : [])]);
  const variants = [...both].filter((variant) => [...variant].length === 1);
  const [one = ''] = variants;
  return variants.length === 1 ? one.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&') : `[${variants.join('')}]`;
}
