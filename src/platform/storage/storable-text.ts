/** Whether the database can hold a text: no U+0000, and every surrogate has its other half. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !LONE_SURROGATE.test(text);
}

// String.prototype.isWellFormed would say it, and is not in the library that TypeScript is told of.
const LONE_SURROGATE = /\p{Surrogate}/u;
