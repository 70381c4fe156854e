import { DecodedText } from '../../../platform/csv/decoded-text.ts';
import { RecordFramer } from '../../../platform/csv/record-framer.ts';
import { detectEncoding, endOfLastLine } from '../../../platform/csv/text-encoding.ts';
import { normalizeName } from '../columns/column-synonyms.ts';
import { readHeader } from '../columns/export-header.ts';
import type { ReadOptions } from '../reading/export-reader.ts';

const COLUMN = normalizeName('rejected_import');

/**
 * The import whose rejected rows come back in a file, by the first row that names one; null for any other file.
 * @param block the beginning of the file
 * @throws CallerError BAD_USER_INPUT if there is no readable header
 */
export function findMendedImport(
  block: Buffer,
  isFinal: boolean,
  options: Pick<ReadOptions, 'encoding' | 'delimiter'>,
): bigint | null {
  const { encoding, bomBytes } = detectEncoding(block, options.encoding);
  const content = block.subarray(bomBytes);
  const end = isFinal ? content.length : endOfLastLine(content, encoding) || content.length;
  const decoded = new DecodedText(content.subarray(0, end), encoding);
  const { names, delimiter, next, nextLine } = readHeader(decoded, encoding, options.delimiter);
  const column = names.findIndex((name) => normalizeName(name) === COLUMN);
  if (column < 0) return null;
  const framer = new RecordFramer(delimiter, names.length);
  framer.open({ decoded, from: next, line: nextLine, knownBytes: 0, isFinal: true });
  while (framer.advance() === 'record') {
    const cell = framer.fault === null && column < framer.cells.count ? framer.cells.valueOf(column) : '';
    if (/^\d{1,18}$/.test(cell.trim())) return BigInt(cell.trim());
  }
  return null;
}
