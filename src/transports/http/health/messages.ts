/** What the thread of the health server is started with. */
export interface HealthThreadStart {
  readonly host: string;
  readonly port: number;
  /** How long an answer may take before the one before it is given again. */
  readonly patienceMilliseconds: number;
  /** How old an answer may be that is given again. */
  readonly freshMilliseconds: number;
}

/** A request that the thread has received. */
export interface HealthQuestion {
  readonly id: number;
  readonly method: 'GET' | 'HEAD';
  /** The path with its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly remoteAddress: string;
}

/** The answer to a request. */
export interface HealthAnswer {
  readonly id: number;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type FromHealthThread =
  | { readonly kind: 'listening' }
  | { readonly kind: 'failed'; readonly error: Error }
  | ({ readonly kind: 'question' } & HealthQuestion);

/** `forget`: what was answered so far is no longer true, such as "ready" when the server is told to stop. */
export type ToHealthThread =
  | ({ readonly kind: 'answer' } & HealthAnswer)
  | { readonly kind: 'forget' }
  | { readonly kind: 'close' };
