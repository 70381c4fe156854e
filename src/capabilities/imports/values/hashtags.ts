/** A post with more is spam or a mistake; the rest is ignored. */
export const MAX_HASHTAGS = 50;

const NONE: readonly string[] = Object.freeze([]);

/**
 * Parses the hashtags in a cell, separated by spaces, commas, semicolons, `|` or `#`: the first 50, in lower case, without
 * `#` and duplicates. `[none]`, as YouTube exports write it, is not a hashtag.
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
