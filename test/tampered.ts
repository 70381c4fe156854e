/**
 * A text of base64url with another character in its middle: never the same text, and never the same bytes. The last
 * character is no place for that: it may have any of some values that all mean the same, or be the one that is put there.
 */
export function tamper(text: string): string {
  const at = text.length - Math.min(12, Math.ceil(text.length / 2));
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}
