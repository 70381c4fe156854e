export { hashtagsIn } from '../../../platform/agents/grounding/hashtags.ts';

/** The different ones, whatever their case, but for a label such as #ad. */
export function distinctHashtags(hashtags: readonly string[], label: string | null): Set<string> {
  const fold = (hashtag: string) => hashtag.normalize('NFC').toLowerCase();
  return new Set(hashtags.map(fold).filter((hashtag) => label === null || hashtag !== fold(label)));
}
