/** How much is made room for at once. */
const FIRST_BYTES = 512 * 1024;

/** Bytes that grow at their end: the lines of a COPY, written without making a string of each. */
export class CopyLines {
  bytes = Buffer.allocUnsafe(FIRST_BYTES);
  length = 0;
  /** What was taken before, to be written into again. */
  #other: Buffer<ArrayBuffer> | undefined;

  /** Makes room for so many bytes behind what is written. */
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

  /** What is written so far; the next is written into memory of its own, as these may still be on their way. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.length);
    this.bytes = Buffer.allocUnsafe(FIRST_BYTES);
    this.length = 0;
    return taken;
  }

  /** The same in two stretches of memory by turns: what this gives holds until it was called twice more. */
  takeInTurn(): Buffer {
    const taken = this.bytes.subarray(0, this.length);
    const other = this.#other ?? Buffer.allocUnsafe(FIRST_BYTES);
    this.#other = this.bytes;
    this.bytes = other;
    this.length = 0;
    return taken;
  }
}
