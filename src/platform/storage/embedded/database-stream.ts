import { Duplex } from 'node:stream';

/** Where a stream leads. */
export interface StreamEnd {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  /** Why nothing can be sent any more; undefined while it can. */
  failure(): Error | undefined;
  /** The process goes on for as long as somebody waits for an answer, and no longer. */
  hold(): void;
  letGo(): void;
}

type WrittenCallback = (error?: Error | null) => void;

/** PostgreSQL's message that ends a connection. PGlite's session has none, and outlives it. */
const TERMINATE = 'X'.charCodeAt(0);

/** What node-postgres takes for the socket of a connection. */
export class DatabaseStream extends Duplex {
  readonly #end: StreamEnd;

  constructor(end: StreamEnd) {
    super({ decodeStrings: true });
    this.#end = end;
  }

  connect(): this {
    process.nextTick(() => {
      const failure = this.#end.failure();
      if (failure === undefined) this.emit('connect');
      else this.destroy(failure);
    });
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    this.#end.hold();
    return this;
  }

  unref(): this {
    this.#end.letGo();
    return this;
  }

  /** What the database said. */
  receive(bytes: Uint8Array): void {
    this.push(bytes);
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: WrittenCallback): void {
    this.#send([chunk]);
    callback();
  }

  override _writev(chunks: { chunk: Buffer }[], callback: WrittenCallback): void {
    this.#send(chunks.map(({ chunk }) => chunk));
    callback();
  }

  override _final(callback: WrittenCallback): void {
    this.push(null);
    callback();
  }

  /** What was written together is run together: a statement takes one message there, and one back. */
  #send(pieces: readonly Buffer[]): void {
    if (pieces[0]?.[0] === TERMINATE) return;
    const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    this.#end.send(bytes);
  }
}

export function openStream(end: StreamEnd): DatabaseStream {
  return new DatabaseStream(end);
}
