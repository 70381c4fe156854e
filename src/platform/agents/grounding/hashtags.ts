/** The hashtags that platforms would find in a text: a # at a word's beginning, and at least one letter behind it. */
export function hashtagsIn(text: string): string[] {
  return text.match(/(?<![\p{L}\p{M}\p{N}_&])#(?=[\p{M}\p{N}_]*\p{L})[\p{L}\p{M}\p{N}_]+/gu) ?? [];
}
