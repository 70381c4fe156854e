/** A text as it is searched: without accents, in small letters, with single spaces. */
export const foldForSearch = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘ʼ]/gu, "'")
    .replace(/\s+/gu, ' ')
    .toLowerCase()
    .trim();

const isWordCharacter = (character: string | undefined) =>
  character !== undefined && /[\p{L}\p{N}_]/u.test(character);

/** Scripts that set no spaces between words, where any occurrence counts. */
const SPACELESS =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/**
 * Whether a phrase stands in a text as whole words. Case, accents, white space and the form of an apostrophe do not
 * matter: "Café" is found in "CAFE au lait", "art" is not found in "start".
 */
export function containsPhrase(text: string, phrase: string): boolean {
  const haystack = foldForSearch(text);
  const needle = foldForSearch(phrase);
  if (needle === '') return false;
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + 1)) {
    const joinsBefore = isWordCharacter(haystack[at - 1]) && isWordCharacter(needle[0]);
    const joinsAfter = isWordCharacter(haystack[at + needle.length]) && isWordCharacter(needle.at(-1));
    if ((!joinsBefore && !joinsAfter) || SPACELESS.test(needle)) return true;
  }
  return false;
}
