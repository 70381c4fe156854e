/** What was typed without the white space around it; null where nothing was. */
export const optional = (text: string) => (text.trim() === '' ? null : text.trim());

/** What was typed into a field that takes an entry a line. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
