/**
 * The codes of the platform, which a client can rely on, with the HTTP status of an answer that is nothing else. They stand
 * in `extensions.code` of a GraphQL error and in `code` of a JSON answer, and are never renamed.
 */
const STATUS_OF_CODE = {
  BAD_USER_INPUT: 400,
  NOT_FOUND: 404,
  CONFLICT: 409,
  // The request says by x-organization-id that it is meant for another organization than its session looks at.
  ORGANIZATION_MISMATCH: 409,
  IDEMPOTENCY_KEY_REUSED: 422,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
  UPSTREAM_UNAVAILABLE: 502,
  // What nginx writes into its log; nobody is there to receive it.
  CLIENT_GONE: 499,
  UNAVAILABLE: 503,
} as const;

/** How long a client had better wait that is told nothing else; no promise. */
const RETRY_UNAVAILABLE_SECONDS = 5;

export type PlatformErrorCode = keyof typeof STATUS_OF_CODE;

/** A code that a capability adds, such as { code: 'BRIEF_REJECTED', status: 422 }. */
export interface ErrorCode {
  readonly code: string;
  /** The HTTP status of an answer that is nothing else. */
  readonly status: number;
}

/**
 * A fault that the caller is told about in full: what was wrong, where, and what would be right.
 * Everything else that is thrown is a bug or an outage: it is logged with its cause and shown without it.
 */
export class CallerError extends Error implements ErrorCode {
  readonly code: string;
  readonly status: number;
  /** Further facts for a program, such as near ids or the seconds to wait. They are sent to the client. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: PlatformErrorCode | ErrorCode,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'CallerError';
    const declared = typeof code === 'string' ? { code, status: STATUS_OF_CODE[code] } : code;
    this.code = declared.code;
    this.status = declared.status;
    this.details =
      code === 'UNAVAILABLE' ? { retryAfterSeconds: RETRY_UNAVAILABLE_SECONDS, ...details } : details;
  }
}

/** Ends what is done for a client that went away. Nobody reads it as an answer: it counts, and is no fault of ours. */
export function clientGone(): CallerError {
  return new CallerError('CLIENT_GONE', 'The client disconnected before the response was complete.');
}

/** Whether a file that was being sent is no longer taken: its client hung up. */
export function isHungUp(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
