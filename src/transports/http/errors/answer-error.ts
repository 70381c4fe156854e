import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { CallerError, clientGone } from '../../../errors.ts';
import { describeCharges, RateLimitExceeded } from '../../../platform/limits/rate-limits.ts';
import { explainOutage } from '../../../platform/storage/outage.ts';
import { redactSecrets } from '../../../platform/telemetry/secret-values.ts';
import { OUR_FAULT } from './errors.ts';

const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  408: 'REQUEST_TIMEOUT',
  413: 'BODY_TOO_LARGE',
  414: 'ADDRESS_TOO_LONG',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  431: 'HEADERS_TOO_LARGE',
};

type HeaderFields = Readonly<Record<string, string>>;

/** The code of an error that has nothing but an HTTP status. */
export function codeOfStatus(status: number): string {
  return CODE_OF_STATUS[status] ?? 'BAD_REQUEST';
}

const BUDGET_FIELDS: ReadonlySet<string> = new Set(['ratelimit', 'ratelimit-policy']);

/** When to come again, in header fields, where the details of an error say so. */
export function describeWait({ retryAfterSeconds }: Readonly<Record<string, unknown>>): HeaderFields {
  return typeof retryAfterSeconds === 'number' ? { 'retry-after': String(retryAfterSeconds) } : {};
}

/** The header fields that go with an error: when to come again, and what is left of the budgets where one is spent. */
export function headersOf(error: CallerError | undefined): HeaderFields {
  if (error === undefined) return {};
  const budgets = error instanceof RateLimitExceeded ? describeCharges(error.charges) : {};
  return { ...budgets, ...describeWait(error.details) };
}

interface ErrorAnswer {
  readonly status: number;
  readonly headers: HeaderFields;
  readonly message: string;
  readonly extensions: { readonly code: string; readonly requestId: string } & Readonly<
    Record<string, unknown>
  >;
}

/** Fastify's error handler for everything that is not GraphQL: JSON with code, message and the request's id. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, headers, message, extensions } = explain(error, request);
  return addHeaders(reply.code(status), headers).send({ message, ...extensions });
}

/** The same for requests to /graphql that never reach it, such as a body that is too large. */
export function answerErrorAsGraphQL(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status, headers, message, extensions } = explain(error, request);
  return addHeaders(reply.code(status), headers).send({ errors: [{ message, extensions }] });
}

/** Budgets that were charged before the one that is spent are told beside it. */
function addHeaders(reply: FastifyReply, headers: HeaderFields): FastifyReply {
  for (const [name, value] of Object.entries(headers)) {
    const told = BUDGET_FIELDS.has(name) ? reply.getHeader(name) : undefined;
    reply.header(name, told === undefined ? value : `${told}, ${value}`);
  }
  return reply;
}

function explain(error: unknown, request: FastifyRequest): ErrorAnswer {
  const requestId = request.id;
  if (error instanceof CallerError) {
    const { code, status, message, details } = error;
    return {
      status,
      headers: headersOf(error),
      message: redactSecrets(message),
      extensions: { ...details, code, requestId },
    };
  }
  if (isClientFault(error)) {
    const { statusCode: status } = error;
    const message = explainClientFault(error, request);
    return { status, headers: {}, message, extensions: { code: codeOfStatus(status), requestId } };
  }
  if (isHalfSent(request)) return explain(clientGone(), request);
  request.log.error({ err: error }, 'a request failed');
  const outage = explainOutage(error);
  if (outage !== undefined) return explain(outage, request);
  const extensions = { code: 'INTERNAL_SERVER_ERROR', requestId };
  return { status: 500, headers: {}, message: OUR_FAULT, extensions };
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

/** Every route that reads a body itself, and does not pass it on as a stream, takes JSON up to this. */
const JSON_BODY_LIMIT = '256 KB';

/** Fastify says what is wrong; what would be right depends on us. */
function explainClientFault({ code, message }: FastifyError, { headers }: FastifyRequest): string {
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return `The body is larger than ${JSON_BODY_LIMIT}. Send less at once; files go to POST /imports.`;
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return `The content type is ${JSON.stringify(headers['content-type'] ?? '')}; it takes application/json.`;
    case 'FST_ERR_BAD_URL':
      return 'The address cannot be read: a % in it must begin a UTF-8 byte in two hexadecimal digits, such as %20.';
    default:
      return message;
  }
}

/** Fastify's answer to an address that is not served. */
export function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const message = `There is nothing at ${request.method} ${request.url.split('?')[0]}. GraphQL is served at /graphql.`;
  return reply.code(404).send({ code: 'NOT_FOUND', message, requestId: request.id });
}
