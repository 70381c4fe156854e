import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { CallerError } from '../../../../errors.ts';
import { statusOfCode } from '../../errors/answer-error.ts';
import { findUnavailable, finishErrors, type ReportErrors } from '../../errors/error-reporting.ts';
import { translateGraphQLError } from '../../errors/errors.ts';
import type { Admit } from '../../limits/admission.ts';
import type { Variables } from '../../limits/operation-cost.ts';
import { type RequestScope, requestFacts } from '../../request/request-facts.ts';
import type { ObserveOperation } from '../operation-metrics.ts';
import type { CompiledOperation, CompiledOperations } from './compiled-operations.ts';

export interface ExpressLaneOptions {
  readonly operations: CompiledOperations;
  readonly admit: Admit;
  readonly reportErrors: ReportErrors;
  readonly observe: ObserveOperation;
  makeContext(request: FastifyRequest, reply: FastifyReply): Promise<RequestScope>;
}

export interface ExpressLane {
  /** The answer to a request that may take the lane; undefined for one that Apollo has to answer. */
  answer(request: FastifyRequest, reply: FastifyReply): Promise<string | undefined>;
  /** Learns which content type Apollo chooses for what a client accepts. */
  learnContentType(request: FastifyRequest, reply: FastifyReply): void;
}

interface Asked {
  readonly compiled: CompiledOperation;
  readonly variables: Variables;
}

const ACCEPT_HEADERS_KEPT = 100;
const ACCEPT_LENGTH_LIMIT = 200;

/**
 * Answers queries that Apollo has run before without going through Apollo again, which costs more than they do. The
 * lane is narrow: POST, a JSON body in order, a document that is known and compiled, an Accept header that is known.
 * Limits, rates, context, errors and metrics are the same, and so is the answer, byte for byte. Whatever does not fit
 * goes to Apollo, which knows how to refuse it.
 */
export function createExpressLane(options: ExpressLaneOptions): ExpressLane {
  const { makeContext, observe, operations } = options;
  const contentTypes = new LRUCache<string, string>({ max: ACCEPT_HEADERS_KEPT });

  return {
    async answer(request, reply) {
      const contentType = contentTypes.get(request.headers.accept ?? '');
      const asked = contentType === undefined ? undefined : readOperation(request, operations);
      if (contentType === undefined || asked === undefined) return undefined;

      const start = performance.now();
      const { compiled, variables } = asked;
      // Who may not make this request is told so by Apollo, which asks for the context again.
      const scope = await makeContext(request, reply).catch(() => void reply.removeHeader('retry-after'));
      if (scope === undefined) return undefined;
      const result = await execute(options, compiled, variables, scope, reply);
      if (result === undefined) return undefined;
      reply.header('content-type', contentType);
      observe(compiled.operation, result.errors ?? NO_ERRORS, performance.now() - start);
      return result.text;
    },

    learnContentType(request, reply) {
      const accept = request.headers.accept ?? '';
      const contentType = reply.getHeader('content-type');
      if (reply.statusCode !== 200 || accept.length > ACCEPT_LENGTH_LIMIT || typeof contentType !== 'string')
        return;
      contentTypes.set(accept, contentType);
    },
  };
}

/** What a client gets. */
interface Result {
  readonly text: string;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

const NO_ERRORS: readonly GraphQLFormattedError[] = [];

async function execute(
  { admit, reportErrors }: ExpressLaneOptions,
  { measure, operation, run }: CompiledOperation,
  variables: Variables,
  scope: RequestScope,
  reply: FastifyReply,
): Promise<Result | undefined> {
  const requestId = scope[requestFacts].id;
  try {
    reply.headers(await admit(measure, variables, scope));
  } catch (error) {
    if (!(error instanceof CallerError)) return undefined;
    reply.code(statusOfCode(error.code)).header('retry-after', String(error.details.retryAfterSeconds));
    const refusal = translateGraphQLError({ message: error.message }, error);
    return write(undefined, finishErrors([refusal], requestId));
  }
  const ran = await run(scope, variables);
  if (ran === undefined) return undefined;
  if (typeof ran === 'string') return { text: ran };
  const { data, errors } = ran;
  if (errors === undefined || errors.length === 0) return write(data, undefined);
  reportErrors(errors, { contextValue: scope, operationName: operation.name?.value ?? null });
  const translated = errors.map((error) => translateGraphQLError(error.toJSON(), error));
  const finished = finishErrors(translated, requestId);
  const unavailable = findUnavailable(data, finished);
  if (unavailable !== undefined) reply.code(unavailable.status).headers(unavailable.headers);
  return write(data, finished);
}

/** In the order in which Apollo writes it. */
function write(data: unknown, errors: Result['errors']): Result {
  return { text: JSON.stringify({ errors, data }), errors };
}

/** Only what Apollo would accept without a word, and what its CSRF prevention lets pass by the content type alone. */
function readOperation(request: FastifyRequest, operations: CompiledOperations): Asked | undefined {
  const { body, headers, method } = request;
  if (method !== 'POST' || !isRecord(body)) return undefined;
  if (!headers['content-type']?.startsWith('application/json')) return undefined;
  const { query, operationName = null, variables = null, extensions = null } = body;
  if (operationName !== null && typeof operationName !== 'string') return undefined;
  if (variables !== null && !isRecord(variables)) return undefined;
  const text = extensions === null ? query : readPersistedHash(query, extensions);
  const compiled = typeof text === 'string' ? operations.find(text, operationName ?? '') : undefined;
  return compiled && { compiled, variables: variables ?? {} };
}

/** A persisted query by its hash alone; with a text beside it, Apollo has to compare the two. */
function readPersistedHash(query: unknown, extensions: unknown): unknown {
  if (query !== undefined || !isRecord(extensions) || !isRecord(extensions.persistedQuery)) return undefined;
  const { version, sha256Hash } = extensions.persistedQuery;
  return version === 1 ? sha256Hash : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
