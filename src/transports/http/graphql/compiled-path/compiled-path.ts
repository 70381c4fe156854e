import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { findUnavailable, finishErrors, type ReportErrors } from '../../errors/error-reporting.ts';
import { translateGraphQLError } from '../../errors/errors.ts';
import { RefusedRequest } from '../../errors/refused-request.ts';
import type { Variables } from '../../limits/operation-cost.ts';
import type { MakeContext } from '../../request/context.ts';
import { type RequestScope, requestFacts } from '../../request/request-facts.ts';
import type { ObserveOperation } from '../operation-metrics.ts';
import type { PrepareOperation } from '../prepare-operation.ts';
import type { CompiledOperation, CompiledOperations, DocumentName } from './compiled-operations.ts';

export interface CompiledPathOptions {
  readonly operations: CompiledOperations;
  readonly makeContext: MakeContext;
  readonly prepareOperation: PrepareOperation;
  readonly reportErrors: ReportErrors;
  readonly observe: ObserveOperation;
}

export interface CompiledPath {
  /** The answer to a request for a compiled operation; undefined for one that Apollo has to answer, of which nothing has run. */
  answer(request: FastifyRequest, reply: FastifyReply): Promise<string | undefined>;
  /** Learns which content type Apollo chooses for what a client accepts. */
  learnContentType(request: FastifyRequest, reply: FastifyReply): void;
}

interface AskedOperation {
  readonly compiled: CompiledOperation;
  readonly variables: Variables;
}

const ACCEPT_HEADERS_KEPT = 100;
const ACCEPT_LENGTH_LIMIT = 200;

/**
 * Answers queries that Apollo has run before without going through Apollo again, which costs more than they do. It takes
 * only a POST with a JSON body in order, a document that is known and compiled, and an Accept header that is known: all
 * else is left to Apollo before a context is made or anything is charged. Limits, rates, context, errors and metrics are
 * the same, and so is the answer, byte for byte.
 */
export function createCompiledPath(options: CompiledPathOptions): CompiledPath {
  const { makeContext, observe, operations } = options;
  const contentTypes = new LRUCache<string, string>({ max: ACCEPT_HEADERS_KEPT });

  return {
    async answer(request, reply) {
      const contentType = contentTypes.get(request.headers.accept ?? '');
      const asked = contentType === undefined ? undefined : readOperation(request, operations);
      if (contentType === undefined || asked === undefined) return undefined;

      const start = performance.now();
      reply.header('content-type', contentType);
      let scope: RequestScope;
      try {
        scope = await makeContext(request, reply);
      } catch (error) {
        return write(undefined, finishErrors([refuse(error, reply)], request.id));
      }
      const { data, errors, text } = await execute(options, asked, scope, reply);
      observe(asked.compiled.operation, errors ?? NO_ERRORS, performance.now() - start);
      return text ?? write(data, errors);
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

/** What a client gets: data and errors, or an answer without errors that was written before. */
interface Answer {
  readonly data?: ExecutionResult['data'];
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly text?: string;
}

const NO_ERRORS: readonly GraphQLFormattedError[] = [];

async function execute(
  { prepareOperation, reportErrors }: CompiledPathOptions,
  { compiled, variables }: AskedOperation,
  scope: RequestScope,
  reply: FastifyReply,
): Promise<Answer> {
  const { document, operation, run } = compiled;
  const requestId = scope[requestFacts].id;
  try {
    reply.headers(await prepareOperation({ document, operation, variables }, scope));
  } catch (error) {
    return { errors: finishErrors([refuse(error, reply)], requestId) };
  }
  const ran = await run(scope, variables);
  if (typeof ran === 'string') return { text: ran };
  const { data, errors } = ran;
  if (errors === undefined || errors.length === 0) return { data };
  // Nothing has run where the variables do not fit.
  if (data === undefined) reply.code(400);
  reportErrors(errors, { contextValue: scope, operationName: operation.name?.value ?? null });
  const finished = finishErrors(errors.map(translate), requestId);
  const unavailable = findUnavailable(data, finished);
  if (unavailable !== undefined) reply.code(unavailable.status).headers(unavailable.headers);
  return { data, errors: finished };
}

/** Answers with the status and the header fields of a refusal; what is none is thrown on. */
function refuse(error: unknown, reply: FastifyReply): GraphQLFormattedError {
  if (!(error instanceof RefusedRequest)) throw error;
  reply.code(error.status).headers(error.headers);
  return translate(error);
}

function translate(error: GraphQLError): GraphQLFormattedError {
  return translateGraphQLError(error.toJSON(), error);
}

/** In the order in which Apollo writes it. */
function write(data: Answer['data'], errors: Answer['errors']): string {
  return JSON.stringify({ errors, data });
}

/** Only what Apollo would accept without a word, and what its CSRF prevention lets pass by the content type alone. */
function readOperation(request: FastifyRequest, operations: CompiledOperations): AskedOperation | undefined {
  const { body, headers, method } = request;
  if (method !== 'POST' || !isRecord(body)) return undefined;
  if (!headers['content-type']?.startsWith('application/json')) return undefined;
  const { query, operationName = null, variables = null, extensions = null } = body;
  if (operationName !== null && typeof operationName !== 'string') return undefined;
  if (variables !== null && !isRecord(variables)) return undefined;
  const asked = extensions === null ? asText(query) : readPersistedHash(query, extensions);
  const compiled = asked && operations.find(asked, operationName ?? '');
  return compiled && { compiled, variables: variables ?? {} };
}

function asText(query: unknown): DocumentName | undefined {
  return typeof query === 'string' ? { text: query } : undefined;
}

/** A persisted query by its hash alone; with a text beside it, Apollo has to compare the two. */
function readPersistedHash(query: unknown, extensions: unknown): DocumentName | undefined {
  if (query !== undefined || !isRecord(extensions) || !isRecord(extensions.persistedQuery)) return undefined;
  const { version, sha256Hash } = extensions.persistedQuery;
  return version === 1 && typeof sha256Hash === 'string' ? { hash: sha256Hash } : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
