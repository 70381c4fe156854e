/**
 * The codes that a client can rely on. They stand in `extensions.code` of a GraphQL error and in `code` of a JSON
 * answer, and are never renamed.
 */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'RATE_LIMITED'
  | 'BRIEF_REJECTED'
  | 'UPSTREAM_UNAVAILABLE'
  | 'CLIENT_GONE'
  | 'UNAVAILABLE';

/**
 * A fault that the caller is told about in full: what was wrong, where, and what would be right.
 * Everything else that is thrown is a bug or an outage: it is logged with its cause and shown without it.
 */
export class CallerError extends Error {
  readonly code: ErrorCode;
  /** Further facts for a program, such as near ids or the seconds to wait. They are sent to the client. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'CallerError';
    this.code = code;
    this.details = details;
  }
}

/** Ends what is done for a client that went away. Nobody reads it as an answer: it counts, and is no fault of ours. */
export function clientGone(): CallerError {
  return new CallerError('CLIENT_GONE', 'The client went away before its answer was complete.');
}

/** Whether a file that was being sent is no longer taken: its client hung up. */
export function isHungUp(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
