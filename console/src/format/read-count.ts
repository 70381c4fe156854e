const SUFFIXES: Readonly<Record<string, number>> = { '': 1, k: 1_000, m: 1_000_000, b: 1_000_000_000 };
/** GraphQL's Count, and what a number holds exactly. */
const MOST = 2 ** 31 - 1;

/**
 * Reads a count as people write it: 10000, 10,000, 10.000, 10 000, 10k, 1.5M, 1,5m. Empty is 0; undefined where it is no count.
 */
export function readCount(text: string): number | undefined {
  const [, written = '', suffix = ''] =
    /^(\d[\d.,\s'’]*?)\s*([kmb]?)$/i.exec(text.trim()) ?? (text.trim() === '' ? ['', '0', ''] : []);
  if (written === '') return undefined;
  const number = suffix === '' ? readGrouped(written) : readDecimal(written);
  if (number === undefined) return undefined;
  const count = Math.round(number * (SUFFIXES[suffix.toLowerCase()] ?? 1));
  return count <= MOST ? count : undefined;
}

/** Digits, or groups of three behind one kind of mark. */
function readGrouped(text: string): number | undefined {
  return /^\d+$/.test(text) || /^\d{1,3}(?:([.,\s'’])\d{3})(?:\1\d{3})*$/.test(text)
    ? Number(text.replaceAll(/\D/g, ''))
    : undefined;
}

/** Three digits behind a mark may be a thousand: they are taken for nothing. */
function readDecimal(text: string): number | undefined {
  return /^\d+(?:[.,]\d{1,2})?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}
