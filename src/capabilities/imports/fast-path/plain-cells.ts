import { APOSTROPHE, FIRST_NOT_ASCII, SPACE } from './ascii.ts';

/** The days that each month has in every year. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the cell is as it is read: without space around it, or a mark against formulas before it. */
export function isTrimmed(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  const first = bytes[start] ?? 0;
  const last = bytes[end - 1] ?? 0;
  if (first === SPACE || last === SPACE || first === APOSTROPHE) return false;
  if (first >= FIRST_NOT_ASCII && isWhiteSpace(bytes, start)) return false;
  return last < FIRST_NOT_ASCII || (!isWhiteSpace(bytes, end - 2) && !isWhiteSpace(bytes, end - 3));
}

/** White space beyond ASCII, in UTF-8: U+00A0, U+1680, U+2000 to U+202F, U+205F, U+3000, U+FEFF (and a few that are not white space). */
function isWhiteSpace(bytes: Uint8Array, at: number): boolean {
  switch (bytes[at]) {
    case 0xc2:
      return true;
    case 0xe1:
      return bytes[at + 1] === 0x9a;
    case 0xe2:
      return bytes[at + 1] === 0x80 || bytes[at + 1] === 0x81;
    case 0xe3:
      return bytes[at + 1] === 0x80;
    case 0xef:
      return bytes[at + 1] === 0xbb;
    default:
      return false;
  }
}

/** `2025-05-21T09:44:45`, optionally with a space for the T and a trailing Z, on a day that the month has in every year. */
export function isPlainTime(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length !== 19 && (length !== 20 || bytes[start + 19] !== 0x5a)) return false;
  const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
  const month = twoDigits(bytes, start + 5);
  const day = twoDigits(bytes, start + 8);
  const hour = twoDigits(bytes, start + 11);
  const minute = twoDigits(bytes, start + 14);
  const second = twoDigits(bytes, start + 17);
  const between = bytes[start + 10];
  return (
    year >= 1 &&
    year <= 9_999 &&
    twoDigits(bytes, start) <= 99 &&
    twoDigits(bytes, start + 2) <= 99 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= (DAYS[month - 1] ?? 0) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59 &&
    bytes[start + 4] === 0x2d &&
    bytes[start + 7] === 0x2d &&
    (between === 0x54 || between === SPACE) &&
    bytes[start + 13] === 0x3a &&
    bytes[start + 16] === 0x3a
  );
}

/** 100 or more if they are not digits. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - 0x30;
  const ones = (bytes[at + 1] ?? 0) - 0x30;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? 1_000_000 : tens * 10 + ones;
}
