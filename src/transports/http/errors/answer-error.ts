import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { CallerError, clientGone, type ErrorCode } from '../../../errors.ts';
import { explainOutage } from '../../../platform/storage/outage.ts';
import { OUR_FAULT } from './errors.ts';

const STATUS_OF_CODE = {
  BAD_USER_INPUT: 400,
  NOT_FOUND: 404,
  CONFLICT: 409,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
  BRIEF_REJECTED: 422,
  UPSTREAM_UNAVAILABLE: 502,
  // What nginx writes into its log; nobody is there to receive it.
  CLIENT_GONE: 499,
  UNAVAILABLE: 503,
} as const satisfies Record<ErrorCode, number>;

const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

export function statusOfCode(code: ErrorCode): number {
  return STATUS_OF_CODE[code];
}

/** The headers that go with an error: when to come again, where it says so. */
export function headersOf({
  retryAfterSeconds,
}: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return typeof retryAfterSeconds === 'number' ? { 'retry-after': String(retryAfterSeconds) } : {};
}

interface ErrorAnswer {
  readonly status: number;
  readonly message: string;
  readonly extensions: { readonly code: string; readonly requestId: string } & Readonly<
    Record<string, unknown>
  >;
}

/** Fastify's error handler for everything that is not GraphQL: JSON with code, message and the request's id. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, message, extensions } = explain(error, request);
  return reply
    .code(status)
    .headers(headersOf(extensions))
    .send({ message, ...extensions });
}

/** The same for requests to /graphql that never reach it, such as a body that is too large. */
export function answerErrorAsGraphQL(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status, message, extensions } = explain(error, request);
  return reply
    .code(status)
    .headers(headersOf(extensions))
    .send({ errors: [{ message, extensions }] });
}

function explain(error: unknown, request: FastifyRequest): ErrorAnswer {
  const requestId = request.id;
  if (error instanceof CallerError) {
    const { code, message, details } = error;
    return { status: STATUS_OF_CODE[code], message, extensions: { ...details, code, requestId } };
  }
  if (isClientFault(error)) {
    const code = CODE_OF_STATUS[error.statusCode] ?? 'BAD_REQUEST';
    return { status: error.statusCode, message: error.message, extensions: { code, requestId } };
  }
  if (isHalfSent(request)) return explain(clientGone(), request);
  request.log.error({ err: error }, 'a request failed');
  const outage = explainOutage(error);
  if (outage !== undefined) return explain(outage, request);
  return { status: 500, message: OUR_FAULT, extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } };
}

/** The client hung up in the middle of its body: reading that fails with a connection that was reset. */
function isHalfSent({ raw }: FastifyRequest): boolean {
  return raw.destroyed && !raw.complete;
}

/** Fastify's own refusals (too large, malformed, wrong type) carry a status below 500 and a code that begins with FST_. */
function isClientFault(error: unknown): error is FastifyError & { statusCode: number } {
  if (!(error instanceof Error) || !('statusCode' in error) || !('code' in error)) return false;
  const { statusCode, code } = error;
  return (
    typeof statusCode === 'number' && statusCode < 500 && typeof code === 'string' && code.startsWith('FST_')
  );
}

/** Fastify's answer to an address that is not served. */
export function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const message = `There is nothing at ${request.method} ${request.url.split('?')[0]}. GraphQL is served at /graphql.`;
  return reply.code(404).send({ code: 'NOT_FOUND', message, requestId: request.id });
}
