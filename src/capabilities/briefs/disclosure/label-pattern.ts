/**
 * Letters, digits and the underscore in a pattern of PostgreSQL, by their codes: what its own classes hold depends on the database's
 * locale.
 */
const LETTERS =
  '0-9A-Za-z_\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02c1\\u0370-\\u037d\\u0386-\\u0481\\u048a-\\u058f\\u05d0-\\u05ea\\u0620-\\u0669\\u066e-\\u06d3\\u0904-\\u0939\\u0e01-\\u0e30\\u1e00-\\u1fbc\\u3005-\\u3007\\u3041-\\u3096\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7a3\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a';

const GAP = '[ \\t]*';
/** Takes the character behind a label in, where looking ahead would make a search twenty times as long. */
const END = `(?:$|[^${LETTERS}])`;

/**
 * A pattern for PostgreSQL that a text matches where `findLabels` finds one of the labels in it: a hashtag, or a word at its beginning,
 * on a line of its own, in brackets, or before a colon or a bar. null where there are no labels.
 */
export function patternOfLabels(labels: readonly string[]): string | null {
  if (labels.length === 0) return null;
  const tags = labels.filter((label) => label.startsWith('#')).map(anyCase);
  const words = labels.filter((label) => !label.startsWith('#')).map(anyCase);
  const alternatives = [
    ...(tags.length === 0 ? [] : [`(?:^|[^${LETTERS}])(?:${tags.join('|')})${END}`]),
    ...(words.length === 0
      ? []
      : [
          `(?:#|^${GAP})(?:${words.join('|')})${END}`,
          `[[(*|\\n–—-]${GAP}(?:${words.join('|')})${GAP}(?:$|[]:|/\\n)*–—-])`,
        ]),
  ];
  return alternatives.join('|');
}

/** As hashtags are stored: in small letters, without #. */
export function hashtagsOf(labels: readonly string[]): string[] {
  return [...new Set(labels.map((label) => label.replace(/^#/u, '').toLowerCase()))].filter(
    (label) => !/\s/u.test(label),
  );
}

/** Each letter in both cases, whatever the locale takes for them. */
function anyCase(label: string): string {
  return [...label.normalize('NFC')]
    .map((character) => {
      const both = new Set([character.toLowerCase(), character.toUpperCase()]);
      const [one = '', other] = [...both].filter((variant) => [...variant].length === 1);
      return other === undefined ? one.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&') : `[${one}${other}]`;
    })
    .join('');
}
