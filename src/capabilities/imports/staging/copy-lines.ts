/** The initial capacity. */
const FIRST_BYTES = 512 * 1024;
const MINUS = 0x2d;

/** A growing buffer for the lines of a COPY, written without a string per line. */
export class CopyLines {
  bytes = Buffer.allocUnsafe(FIRST_BYTES);
  length = 0;
  /** The second buffer of {@link CopyLines.swapBuffers}. */
  #other: Buffer<ArrayBuffer> | undefined;

  /** Makes sure that this many bytes fit after what is written. */
  reserve(room: number): void {
    if (this.length + room <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(2 * this.bytes.length + room);
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }

  writeText(text: string): void {
    this.reserve(3 * text.length);
    this.length += this.bytes.write(text, this.length);
  }

  /** Returns what is written so far, and starts a new buffer. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.length);
    this.bytes = Buffer.allocUnsafe(FIRST_BYTES);
    this.length = 0;
    return taken;
  }

  /**
   * The same with two alternating buffers: what is returned is valid until lines were written and returned twice after it. A
   * call without any lines changes nothing: nobody waits for an empty write before the next lines are written.
   */
  swapBuffers(): Buffer {
    if (this.length === 0) return this.bytes.subarray(0, 0);
    const taken = this.bytes.subarray(0, this.length);
    const other = this.#other ?? Buffer.allocUnsafe(FIRST_BYTES);
    this.#other = this.bytes;
    this.bytes = other;
    this.length = 0;
    return taken;
  }
}

export function putByte(byte: number, out: CopyLines): void {
  out.bytes[out.length++] = byte;
}

/** For the few bytes of a cell, a loop is faster than calling `copy`. */
export function putBytes(from: Uint8Array, start: number, end: number, out: CopyLines): void {
  const into = out.bytes;
  let to = out.length;
  for (let at = start; at < end; at++) into[to++] = from[at] ?? 0;
  out.length = to;
}

/** Writes the digits of an integer, with a sign if it is negative. */
export function putNumber(value: number, out: CopyLines): void {
  if (value < 0) putByte(MINUS, out);
  let rest = Math.abs(value);
  let digits = 1;
  for (let bound = 10; rest >= bound; bound *= 10) digits++;
  out.length += digits;
  for (let at = out.length - 1; digits > 0; digits--, at--) {
    const tenth = Math.floor(rest / 10);
    out.bytes[at] = 0x30 + (rest - tenth * 10);
    rest = tenth;
  }
}
