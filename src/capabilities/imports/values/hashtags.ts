/** A post with more than these is spam or a mistake; the rest is left out. */
export const MAX_HASHTAGS = 50;

const NONE: readonly string[] = Object.freeze([]);

/**
 * The hashtags in a cell: separated by spaces, commas, semicolons or `|`, or by their own `#`; lower-cased, without
 * `#`, each once, the first 50. `[none]`, as YouTube exports write it, is no hashtag.
 */
export function parseHashtags(written: string): readonly string[] {
  if (written === '' || written === '[none]') return NONE;
  const tags = new Set<string>();
  for (const word of written.toLowerCase().split(/[\s,;|#]+/)) {
    if (word === '') continue;
    tags.add(word);
    if (tags.size === MAX_HASHTAGS) break;
  }
  return [...tags];
}
