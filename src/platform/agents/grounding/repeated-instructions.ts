import type { NamedText } from './grounding.ts';

const WINDOW_WORDS = 10;

/** The texts that repeat ten words in a row of the instructions, as sentences that say so. */
export function repeatedInstructions(texts: readonly NamedText[], instructions: string): string[] {
  const known = new Set(windowsOf(instructions));
  return texts
    .filter(({ text }) => windowsOf(text).some((window) => known.has(window)))
    .map(({ field }) => `${field} repeats instructions; it must not.`);
}

function windowsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(WINDOW_WORDS - 1)
    .map((_word, index) => words.slice(index, index + WINDOW_WORDS).join(' '));
}
