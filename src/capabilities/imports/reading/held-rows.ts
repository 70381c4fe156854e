/** A row that can be read only once the formats of its file are decided. */
export interface HeldRow {
  readonly line: number;
  readonly byteOffset: number;
  /** Without its line break. */
  readonly raw: string;
}

/** Where held rows wait that do not fit into memory: chunks of text, read back in the order in which they were written. */
export interface HeldStore {
  write(number: number, chunk: string): Promise<void>;
  read(number: number): Promise<string>;
}

const CHUNK_CHARACTERS = 256 * 1024;
/** As many stay in memory; most files hold none, or fit. */
const CHUNKS_IN_MEMORY = 16;

/** Rows that wait, in bounded memory where there is a store. */
export class HeldRows {
  count = 0;
  readonly #store: HeldStore | undefined;
  /** Chunks in memory, before those in the store. */
  readonly #chunks: string[] = [];
  #stored = 0;
  #rows: HeldRow[] = [];
  #characters = 0;

  constructor(store?: HeldStore) {
    this.#store = store;
  }

  async add(rows: readonly HeldRow[]): Promise<void> {
    for (const row of rows) {
      this.count++;
      this.#rows.push(row);
      this.#characters += row.raw.length;
      if (this.#characters >= CHUNK_CHARACTERS) await this.#writeChunk();
    }
  }

  /** All rows in the order in which they came, some at a time; each time at least one. */
  async *readAll(): AsyncGenerator<readonly HeldRow[]> {
    for (const chunk of this.#chunks) yield readChunk(chunk);
    for (let number = 1; number <= this.#stored; number++) {
      const chunk = await this.#store?.read(number);
      if (chunk !== undefined) yield readChunk(chunk);
    }
    if (this.#rows.length > 0) yield this.#rows;
  }

  async #writeChunk(): Promise<void> {
    const chunk = JSON.stringify(this.#rows.map(({ line, byteOffset, raw }) => [line, byteOffset, raw]));
    this.#rows = [];
    this.#characters = 0;
    if (this.#store === undefined || this.#chunks.length < CHUNKS_IN_MEMORY) this.#chunks.push(chunk);
    else await this.#store.write(++this.#stored, chunk);
  }
}

/** What this file wrote: checking each row again would take longer than reading it. */
function readChunk(chunk: string): HeldRow[] {
  const rows: [line: number, byteOffset: number, raw: string][] = JSON.parse(chunk);
  return rows.map(([line, byteOffset, raw]) => ({ line, byteOffset, raw }));
}
