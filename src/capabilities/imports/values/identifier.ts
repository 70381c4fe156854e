/** The maximum length of an id or a platform's name, so that it fits an index entry. */
export const MAX_ID_BYTES = 512;

/** What spreadsheets write in place of a value: #NAME?, #REF!, #N/A, #VALUE!, #VALOR!, #DIV/0!, #BEZUG!, ... */
const ERROR = /^#(?:[\p{Lu}\d/]{2,12}[!?]|N\/[AD]|NV|#+)$/u;
/** A long number of which a spreadsheet kept a few digits: 1.23E+17. */
const ROUNDED = /^\d(?:[.,]\d+)?E\+\d\d$/i;

/** Whether an id is what a spreadsheet wrote in its place: an error, or a number of which it kept a few digits. */
export function isSpreadsheetDamage(id: string): boolean {
  return (id.startsWith('#') && ERROR.test(id)) || (id.at(-3) === '+' && ROUNDED.test(id));
}

const MAX_UTF8_BYTES_PER_UNIT = 3;

export function isIdTooLong(id: string): boolean {
  return id.length * MAX_UTF8_BYTES_PER_UNIT > MAX_ID_BYTES && Buffer.byteLength(id) > MAX_ID_BYTES;
}
