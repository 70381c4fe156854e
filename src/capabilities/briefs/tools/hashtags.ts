/** The hashtags that platforms would find in a text: a # at a word's beginning, and at least one letter behind it. */
export function hashtagsIn(text: string): string[] {
  return text.match(/(?<![\p{L}\p{M}\p{N}_&])#(?=[\p{M}\p{N}_]*\p{L})[\p{L}\p{M}\p{N}_]+/gu) ?? [];
}

/** The different ones, whatever their case, but for a label such as #ad. */
export function distinctHashtags(hashtags: readonly string[], label: string | null): Set<string> {
  const fold = (hashtag: string) => hashtag.normalize('NFC').toLowerCase();
  return new Set(hashtags.map(fold).filter((hashtag) => label === null || hashtag !== fold(label)));
}
