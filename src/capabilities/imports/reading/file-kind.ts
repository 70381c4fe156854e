import { CallerError } from '../../../errors.ts';

/** What the first bytes of a file say of it. */
export type FileKind = 'gzip' | 'zip' | 'text';

/** Enough bytes for every kind. */
export const KIND_BYTES = 16;

/** What cannot be read, by its first bytes. */
const UNREADABLE: readonly (readonly [bytes: string, what: string])[] = [
  ['d0cf11e0a1b11ae1', 'a workbook of Excel 97 to 2003 (.xls): save it as .xlsx or CSV'],
  ['50415231', 'a Parquet file: write it as CSV'],
  ['89504e47', 'a PNG image'],
  ['ffd8ff', 'a JPEG image'],
  ['47494638', 'a GIF image'],
  ['25504446', 'a PDF document'],
  ['28b52ffd', 'packed by Zstandard (.zst): unpack it first'],
  ['425a68', 'packed by bzip2 (.bz2): unpack it first'],
  ['fd377a585a00', 'packed by xz: unpack it first'],
  ['377abcaf271c', 'a 7z archive: unpack it first'],
  ['526172211a07', 'a RAR archive: unpack it first'],
  ['53514c69746520666f726d6174', 'an SQLite database'],
  ['504b0506', 'a zip archive without files'],
];

/**
 * Tells a file by its first bytes.
 * @throws CallerError BAD_USER_INPUT that says what it is, where it can hold no export
 */
export function detectKind(first: Uint8Array): FileKind {
  const hex = Buffer.from(first.subarray(0, KIND_BYTES)).toString('hex');
  if (hex.startsWith('1f8b')) return 'gzip';
  if (hex.startsWith('504b0304')) return 'zip';
  const unreadable = UNREADABLE.find(([bytes]) => hex.startsWith(bytes));
  if (unreadable === undefined) return 'text';
  throw new CallerError(
    'BAD_USER_INPUT',
    `The file is ${unreadable[1]}. CSV is read, plain, in gzip or in a zip, and .xlsx.`,
  );
}
