/** The cells of one record as positions in a text, so that only those that are wanted become strings. */
export class Cells {
  count = 0;
  #text = '';
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #hasPairs: Uint8Array;

  /** `capacity` cells are kept; those after them are only counted. */
  constructor(capacity: number) {
    this.#starts = new Int32Array(capacity);
    this.#ends = new Int32Array(capacity);
    this.#hasPairs = new Uint8Array(capacity);
  }

  get text(): string {
    return this.#text;
  }

  clear(text: string): void {
    this.#text = text;
    this.count = 0;
  }

  /** `hasPairs`: the cell was quoted and holds `""`, which stands for one quotation mark. */
  push(start: number, end: number, hasPairs: boolean): void {
    const at = this.count++;
    if (at >= this.#starts.length) return;
    this.#starts[at] = start;
    this.#ends[at] = end;
    this.#hasPairs[at] = hasPairs ? 1 : 0;
  }

  startOf(cell: number): number {
    return this.#starts[cell] ?? 0;
  }

  endOf(cell: number): number {
    return this.#ends[cell] ?? 0;
  }

  valueOf(cell: number): string {
    const value = this.#text.slice(this.#starts[cell], this.#ends[cell]);
    return this.#hasPairs[cell] === 1 ? value.replaceAll('""', '"') : value;
  }

  toArray(): string[] {
    return Array.from({ length: Math.min(this.count, this.#starts.length) }, (_, cell) => this.valueOf(cell));
  }
}
