/** The bound of every id and of a platform's name, so that an index can hold it. */
export const MAX_ID_BYTES = 512;

const MAX_UTF8_BYTES_PER_UNIT = 3;

export function isIdTooLong(id: string): boolean {
  return id.length * MAX_UTF8_BYTES_PER_UNIT > MAX_ID_BYTES && Buffer.byteLength(id) > MAX_ID_BYTES;
}
