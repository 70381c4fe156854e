import type { Platform } from '../serving/brief.ts';

const URL_IN_TEXT = /\bhttps?:\/\/\S+/giu;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The length of a text as the platform counts it. X weighs: a link is 23, most scripts count 1 a character, emoji and
 * the East Asian scripts 2 (https://docs.x.com/fundamentals/counting-characters). The others count UTF-16 units.
 */
export function postedLength(platform: Platform, text: string): number {
  if (platform !== 'X') return text.length;
  const normalized = text.normalize('NFC');
  const links = normalized.match(URL_IN_TEXT) ?? [];
  let length = links.length * 23;
  for (const { segment } of segmenter.segment(normalized.replace(URL_IN_TEXT, ''))) {
    length += /\p{Emoji_Presentation}|\u{fe0f}/u.test(segment)
      ? 2
      : [...segment].reduce((sum, character) => sum + weightOnX(character.codePointAt(0) ?? 0), 0);
  }
  return length;
}

function weightOnX(codePoint: number): 1 | 2 {
  const isLight =
    codePoint <= 0x10ff ||
    (codePoint >= 0x2000 && codePoint <= 0x200d) ||
    (codePoint >= 0x2010 && codePoint <= 0x201f) ||
    (codePoint >= 0x2032 && codePoint <= 0x2037);
  return isLight ? 1 : 2;
}
