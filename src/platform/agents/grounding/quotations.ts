const IN_QUOTATION_MARKS = /["“„«‘'](?<quoted>[^"“”„«»\n]{3,300}?)["”“»’'](?![\p{L}\p{N}])/gu;

const fold = (text: string) =>
  text.normalize('NFKC').toLowerCase().replace(/[’‘ʼ]/gu, "'").replace(/\s+/gu, ' ').trim();

/**
 * A text without what it quotes word for word, in quotation marks, out of one of the sources. A single word, or less than
 * the source's own words in a row, is no quotation.
 * @param instead what stands in the place of each
 */
export function withoutQuotations(text: string, sources: readonly string[], instead = ' '): string {
  if (sources.length === 0) return text;
  const known = sources.map(fold);
  return text.replace(IN_QUOTATION_MARKS, (whole, quoted: string) => {
    const words = fold(quoted).replace(/[\s.,!?…]+$/u, '');
    return words.includes(' ') && known.some((source) => hasWords(source, words)) ? instead : whole;
  });
}

/** Whether the words stand in the source, not in the middle of other words. */
function hasWords(source: string, words: string): boolean {
  const at = source.indexOf(words);
  if (at === -1) return false;
  const isWord = (character: string | undefined) =>
    character !== undefined && /[\p{L}\p{N}]/u.test(character);
  return !isWord(source[at - 1]) && !isWord(source[at + words.length]);
}
