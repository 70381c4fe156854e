/** The encodings that an export can be in. `utf-16` takes its byte order from the BOM. */
export const ENCODINGS = ['utf-8', 'latin1', 'utf-16le', 'utf-16be', 'utf-16'] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** An encoding of which the byte order is settled. */
export type KnownEncoding = Exclude<Encoding, 'utf-16'>;

export const LF = 0x0a;
export const CR = 0x0d;

/** Settles the encoding by the file's first bytes and tells how long its BOM is. */
export function detectEncoding(
  beginning: Uint8Array,
  asked: Encoding,
): { encoding: KnownEncoding; bomBytes: 0 | 2 | 3 } {
  const [first, second, third] = beginning;
  const bom = first === 0xff && second === 0xfe ? 'le' : first === 0xfe && second === 0xff ? 'be' : null;
  switch (asked) {
    case 'latin1':
      return { encoding: 'latin1', bomBytes: 0 };
    case 'utf-8':
      if (bom !== null) return { encoding: `utf-16${bom}`, bomBytes: 2 };
      return { encoding: 'utf-8', bomBytes: first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0 };
    default:
      if (bom !== null) return { encoding: `utf-16${bom}`, bomBytes: 2 };
      if (asked !== 'utf-16') return { encoding: asked, bomBytes: 0 };
      return { encoding: first === 0 && second !== 0 ? 'utf-16be' : 'utf-16le', bomBytes: 0 };
  }
}

/**
 * Where the last line break in `bytes` ends; 0 where there is none. A carriage return that stands last does not
 * count, as its line feed may be yet to come.
 */
export function endOfLastLine(bytes: Buffer, encoding: KnownEncoding): number {
  const width = unitBytes(encoding);
  if (width === 1) return Math.max(bytes.lastIndexOf(LF), bytes.lastIndexOf(CR, -2)) + 1;
  const whole = bytes.length - (bytes.length % 2);
  for (let at = whole - 2; at >= 0; at -= 2) {
    const unit = readUnit(bytes, at, encoding);
    if (unit === LF || (unit === CR && at < whole - 2)) return at + 2;
  }
  return 0;
}

/** Where the first line break in `bytes` ends, CRLF being one; 0 where there is none. `from` stands at a character. */
export function endOfFirstLine(bytes: Buffer, encoding: KnownEncoding, isFinal: boolean): number {
  const width = unitBytes(encoding);
  for (let at = 0; at + width <= bytes.length; at += width) {
    const unit = readUnit(bytes, at, encoding);
    if (unit === LF) return at + width;
    if (unit !== CR) continue;
    const next = at + width;
    if (next + width > bytes.length) return isFinal ? next : 0;
    return readUnit(bytes, next, encoding) === LF ? next + width : next;
  }
  return 0;
}

/** How many bytes a character takes at least; in Latin-1 and UTF-16 a code unit takes just as many. */
export function unitBytes(encoding: KnownEncoding): 1 | 2 {
  return encoding === 'utf-16le' || encoding === 'utf-16be' ? 2 : 1;
}

function readUnit(bytes: Buffer, at: number, encoding: KnownEncoding): number {
  if (unitBytes(encoding) === 1) return bytes[at] ?? 0;
  return encoding === 'utf-16be' ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at);
}
