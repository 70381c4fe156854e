/** The maximum length of an id or a platform's name, so that it fits an index entry. */
export const MAX_ID_BYTES = 512;

const MAX_UTF8_BYTES_PER_UNIT = 3;

export function isIdTooLong(id: string): boolean {
  return id.length * MAX_UTF8_BYTES_PER_UNIT > MAX_ID_BYTES && Buffer.byteLength(id) > MAX_ID_BYTES;
}
