/**
 * The codes of the platform, which a client can rely on, with the HTTP status of an answer that is nothing else. They stand
 * in `extensions.code` of a GraphQL error and in `code` of a JSON answer, and are never renamed.
 */
const STATUS_OF_CODE = {
  BAD_USER_INPUT: 400,
  NOT_FOUND: 404,
  CONFLICT: 409,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
  UPSTREAM_UNAVAILABLE: 502,
  UNAVAILABLE: 503,
} as const;

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
    this.details = details;
  }
}
