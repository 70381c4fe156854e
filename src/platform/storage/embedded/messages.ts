/** What a thread is started with. */
export interface ThreadStart {
  readonly dataDir: string;
  /** A dump of a data folder to start from. */
  readonly snapshot: ArrayBuffer | undefined;
  /** Settings of PostgreSQL, as its -c takes them. */
  readonly settings: readonly string[];
  /** The file from which a COPY reads the lines that were provided. */
  readonly copyDevice: string;
}

/** What the thread is told, in the order in which it does it. */
export type ToThread =
  /** Whole messages of PostgreSQL's protocol. It answers with what they give, in one piece. */
  | { readonly kind: 'ask'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** The lines that the next COPY from the device reads. There is no answer. */
  | { readonly kind: 'provide'; readonly lines: Uint8Array<ArrayBuffer> }
  /** Closes the database; the thread ends. */
  | { readonly kind: 'close' };

export type FromThread =
  | { readonly kind: 'opened' }
  | { readonly kind: 'answer'; readonly bytes: Uint8Array<ArrayBuffer> };
