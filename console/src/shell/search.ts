/** Reads what an address says, and passes over what it does not take: an address is typed by people too. */

export function readText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Several texts, each once, and so many at most. */
export function readTexts(value: unknown, most: number): readonly string[] {
  const texts = (Array.isArray(value) ? value : [value]).map(readText).filter((text) => text !== '');
  return [...new Set(texts)].slice(0, most);
}

export function readOneOf<Value extends string>(
  values: readonly Value[],
  value: unknown,
  fallback: Value,
): Value {
  return values.find((known) => known === value) ?? fallback;
}

/** A day, as YYYY-MM-DD; blank where it is none. */
export function readDay(value: unknown): string {
  const text = readText(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : '';
}

/** A whole number that is not negative and fits into GraphQL's Int. */
export function readWhole(value: unknown, fallback: number): number {
  const number = Number(value);
  return Number.isInteger(number) && number >= 0 && number < 2 ** 31 ? number : fallback;
}

/** An address of this console: what leads elsewhere is passed over, or a link could send on whoever just signed in. */
export function readOwnAddress(value: unknown): string {
  const text = readText(value);
  return /^\/(?![/\\])/.test(text) ? text : '/';
}
