import { CallerError } from '../../../errors.ts';

/** How many rows are written at once. */
const ROWS = 1_000;

/**
 * A sheet of an .xlsx as CSV in UTF-8, separated by commas: the first, or the one with this name or number. Numbers are written
 * with a point, and times as ISO 8601.
 * @throws CallerError BAD_USER_INPUT if there is no such sheet, if it has too many rows, or is damaged
 */
export async function* sheetLines(
  archive: Buffer,
  sheet: string | undefined,
  mostRows: number,
): AsyncGenerator<Uint8Array> {
  const rows = await readRows(archive, sheet);
  if (rows.length > mostRows) {
    const message = `The sheet has ${rows.length} rows; an .xlsx may have ${mostRows}. Save it as CSV, which may have any number.`;
    throw new CallerError('BAD_USER_INPUT', message);
  }
  for (let from = 0; from < rows.length; from += ROWS) {
    const lines = rows.slice(from, from + ROWS).map((row) => `${row.map(writeCell).join(',')}\n`);
    yield Buffer.from(lines.join(''));
  }
}

/** The names of a workbook's sheets, in their order. */
export async function listSheets(archive: Buffer): Promise<readonly string[]> {
  const { default: readSheets } = await import('read-excel-file/node');
  return (await readSheets(archive)).map(({ sheet }) => sheet);
}

/** Where the rows may be, of a workbook whose first sheet has a header that cannot be used; null where there is one sheet, or none. */
export function hintAtSheets([first, ...others]: readonly string[]): string | null {
  return first === undefined || others.length === 0
    ? null
    : `This is the sheet ${JSON.stringify(first)}. The workbook has others, ${others.map((name) => JSON.stringify(name)).join(', ')}: name one with --sheet.`;
}

async function readRows(
  archive: Buffer,
  sheet: string | undefined,
): Promise<readonly (readonly unknown[])[]> {
  const { readSheet, SheetNotFoundError } = await import('read-excel-file/node');
  const wanted = sheet === undefined ? 1 : /^[1-9]\d{0,3}$/.test(sheet) ? Number(sheet) : sheet;
  try {
    return await readSheet(archive, wanted, { parseNumber: writeNumber, trim: false });
  } catch (error) {
    if (error instanceof SheetNotFoundError) {
      const names = (await listSheets(archive)).map((name) => JSON.stringify(name)).join(', ');
      throw new CallerError(
        'BAD_USER_INPUT',
        `The workbook has no sheet ${JSON.stringify(sheet)}. Its sheets are ${names}: give a name or a number with --sheet.`,
      );
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new CallerError('BAD_USER_INPUT', `The .xlsx cannot be read: ${reason}.`);
  }
}

/** A number as the workbook keeps it. A fraction of three digits gets a zero: it is no thousand. */
function writeNumber(written: string): string {
  return /^-?\d+\.\d{3}$/.test(written) ? `${written}0` : written;
}

function writeCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = value instanceof Date ? value.toISOString() : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
