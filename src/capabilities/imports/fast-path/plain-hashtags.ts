import type { CopyLines } from '../staging/copy-lines.ts';
import { BACKSLASH, FIRST_NOT_ASCII, QUOTE, SPACE, TAB } from './ascii.ts';

/** Writes ASCII hashtags as an array literal. Returns false if they are not simple. */
export function writePlainHashtags(bytes: Uint8Array, start: number, end: number, out: CopyLines): boolean {
  const into = out.bytes;
  let to = out.length;
  into[to++] = 0x7b;
  const first = to;
  let at = start;
  let count = 0;
  while (at < end) {
    if (isHashtagSeparator(bytes[at] ?? 0)) {
      at++;
      continue;
    }
    const wordStart = to;
    if (wordStart > first) into[to++] = 0x2c;
    const opened = to;
    into[to++] = QUOTE;
    for (; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (isHashtagSeparator(byte)) break;
      if (byte >= FIRST_NOT_ASCII || byte === QUOTE || byte === BACKSLASH || byte === 0x5b) return false;
      into[to++] = byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
    }
    into[to++] = QUOTE;
    if (isDuplicate(into, first, opened, to)) to = wordStart;
    else if (++count > 20) return false;
  }
  into[to++] = 0x7d;
  out.length = to;
  return true;
}

/** Whether the quoted word from `opened` to `end` also occurs earlier, from `first` on. */
function isDuplicate(bytes: Uint8Array, first: number, opened: number, end: number): boolean {
  const length = end - opened;
  for (let at = first; at + length < opened; ) {
    let same = 0;
    while (same < length && bytes[at + same] === bytes[opened + same]) same++;
    if (same === length) return true;
    // Skip to the next word: past the closing quote and the comma.
    at++;
    while (bytes[at] !== QUOTE) at++;
    at += 2;
  }
  return false;
}

function isHashtagSeparator(byte: number): boolean {
  return byte === 0x23 || byte === SPACE || byte === 0x2c || byte === 0x3b || byte === 0x7c || byte === TAB;
}
