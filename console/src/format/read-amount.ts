/**
 * An amount as people write it, with a point or a comma before its decimals: 12, 12.5, 0,005. Three digits behind the mark may be a
 * thousand, unless a 0 stands before it: they are taken for nothing.
 */
export const AMOUNT_PATTERN = '0*[.,]\\d+|\\d+([.,](\\d{1,2}|\\d{4,}))?';

const WHOLE = new RegExp(`^(?:${AMOUNT_PATTERN})$`);

/** Reads an amount as the graph takes it; null where there is none, undefined where it is no amount. */
export function readAmount(text: string): string | null | undefined {
  const written = text.trim();
  if (written === '') return null;
  if (!WHOLE.test(written)) return undefined;
  const point = written.replace(',', '.');
  return point.startsWith('.') ? `0${point}` : point;
}

/** An amount as the graph has it, so that {@link readAmount} takes it for the same. */
export function writeAmount(amount: string | null): string {
  if (amount === null) return '';
  return readAmount(amount) === undefined ? `${amount}0` : amount;
}
