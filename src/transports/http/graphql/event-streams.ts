import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import { createHandler, type ExecutionPatchResult, type OperationArgs } from 'graphql-sse';
import type { Config } from '../../../config.ts';
import { CallerError } from '../../../errors.ts';
import { finishErrors, type ReportErrors } from '../errors/error-reporting.ts';
import { findCallerError, translateGraphQLError } from '../errors/errors.ts';
import { RefusedRequest } from '../errors/refused-request.ts';
import type { MakeContext } from '../request/context.ts';
import { refuseStrangeReaders } from '../request/cors.ts';
import { type RequestScope, requestFacts } from '../request/request-facts.ts';
import { type Asked, readAsked } from './asked.ts';
import { type Documents, InvalidDocument } from './documents.ts';
import type { ObserveOperation } from './operation-metrics.ts';
import type { PrepareOperation } from './prepare-operation.ts';

export interface EventStreamOptions {
  readonly config: Pick<Config, 'environment' | 'corsOrigins'>;
  readonly schema: GraphQLSchema;
  readonly makeContext: MakeContext;
  readonly documents: Documents;
  readonly prepareOperation: PrepareOperation;
  readonly observe: ObserveOperation;
  readonly reportErrors: ReportErrors;
}

/**
 * Answers an operation by server-sent events (the distinct connections mode of GraphQL over SSE): a `next` for each result, then
 * `complete`. Limits, rates, context, errors, persisted queries and metrics are those of JSON. What is wrong with the operation, or
 * ends it, comes as the last result. Resolves when the connection has ended.
 * @throws CallerError where the request holds no operation, or its context cannot be made
 */
export type AnswerByEvents = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

export function createEventStreams(options: EventStreamOptions): AnswerByEvents {
  const { schema, makeContext, observe } = options;
  const handle = createHandler<Stream, undefined, StreamContext>({
    schema,
    // Without reserved streams there are no tokens.
    authenticate: () => '',
    context: ({ raw }) => raw.context,
    // It was validated when it was prepared.
    validate: () => [],
    onSubscribe: async ({ raw: stream }) => {
      try {
        return await prepare(options, stream);
      } catch (error) {
        if (error instanceof RefusedRequest) stream.reply.headers(error.headers);
        // graphql-sse knows a result by its data.
        return { data: null, errors: listErrors(error) };
      }
    },
    onOperation: (_context, _request, _args, result) =>
      Symbol.asyncIterator in result ? endWithErrors(result) : undefined,
    onNext: (_context, { raw }, result) => ({ ...result, ...readableErrors(options, raw, result) }),
  });

  return async (request, reply) => {
    const asked = readAsked(request);
    const context = await makeContext(request, reply).catch((error: unknown) => {
      throw findCallerError(error) ?? error;
    });
    const stream: Stream = { asked, context: { ...context }, request, reply, errors: [] };
    const start = performance.now();
    reply.hijack();
    try {
      await send(handle, stream);
    } catch (error) {
      // What was done for a client that left ends with it; that it left is told by the server's own line.
      if (!isGone(reply)) request.log.error({ err: error }, 'a stream of events failed');
      reply.raw.destroy();
    }
    observe(stream.operation, stream.errors, performance.now() - start);
  };
}

type StreamContext = RequestScope & Record<PropertyKey, unknown>;

/** What is known of an operation while it is served. */
interface Stream {
  readonly asked: Asked;
  readonly context: StreamContext;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Missing until its document is known to be valid. */
  operation?: OperationDefinitionNode;
  /** As the client was told. */
  readonly errors: GraphQLFormattedError[];
}

/** What graphql-sse reads of a request: it was read before, and whoever comes here takes events. */
const STREAM_HEADERS = new Headers({ accept: 'text/event-stream', 'content-type': 'application/json' });

async function send(
  handle: ReturnType<typeof createHandler<Stream, undefined, StreamContext>>,
  stream: Stream,
): Promise<void> {
  const { asked, request, reply } = stream;
  const [body, { status, headers }] = await handle({
    method: 'POST',
    url: request.url,
    headers: STREAM_HEADERS,
    // By its hash alone, the text is found when it is prepared.
    body: { query: asked.query ?? '' },
    raw: stream,
    context: undefined,
  });
  if (body === null || typeof body === 'string') throw new Error(`graphql-sse answered ${status}: ${body}`);
  const ownHeaders: Record<string, number | string | string[] | undefined> = reply.getHeaders();
  reply.raw.writeHead(status, { ...headers, ...ownHeaders });
  await pipeline(Readable.from(body), reply.raw);
}

/** Whether nobody is there any more. A write that fails ends the socket first, and the answer a moment later. */
function isGone({ raw }: FastifyReply): boolean {
  return !raw.writableFinished && (raw.destroyed || raw.socket === null || raw.socket.destroyed);
}

/** What Apollo does before it runs an operation. */
async function prepare(
  { config, documents, prepareOperation, schema }: EventStreamOptions,
  stream: Stream,
): Promise<OperationArgs<StreamContext>> {
  const { asked, context, reply, request } = stream;
  const query = await documents.findText(asked);
  documents.requireTrusted({ query });
  const document = documents.read(query);
  const operation = getOperationAST(document, asked.operationName);
  if (!operation) throw noSuchOperation(asked.operationName);
  if (operation.operation === 'mutation' && request.method !== 'POST') {
    throw new CallerError(
      { code: 'METHOD_NOT_ALLOWED', status: 405 },
      'A mutation is sent by POST; GET is for queries and subscriptions.',
    );
  }
  // A subscription may begin work, and the page of another site can send a GET as it can send no POST of JSON.
  if (operation.operation === 'subscription' && request.method !== 'POST')
    refuseStrangeReaders(config, request);
  stream.operation = operation;
  const variables = asked.variables ?? {};
  reply.headers(await prepareOperation({ document, operation, variables }, context));
  await documents.keepText(asked);
  return {
    schema,
    document,
    operationName: asked.operationName,
    variableValues: variables,
    contextValue: context,
  };
}

function noSuchOperation(name: string | null | undefined): CallerError {
  return new CallerError(
    { code: 'OPERATION_RESOLUTION_FAILURE', status: 400 },
    name
      ? `Unknown operation named "${name}".`
      : 'Must provide operation name if query contains multiple operations.',
  );
}

/** graphql-sse breaks the connection where a stream throws: the client would never learn why. */
async function* endWithErrors(
  results: AsyncIterable<ExecutionResult | ExecutionPatchResult>,
): AsyncGenerator<ExecutionResult | ExecutionPatchResult, void, undefined> {
  try {
    yield* results;
  } catch (error) {
    yield { errors: listErrors(error) };
  }
}

function listErrors(error: unknown): readonly GraphQLError[] {
  if (error instanceof InvalidDocument) return error.errors;
  if (error instanceof GraphQLError) return [error];
  const originalError = error instanceof Error ? error : new Error('a stream failed', { cause: error });
  return [new GraphQLError(originalError.message, { originalError })];
}

function readableErrors(
  { reportErrors }: EventStreamOptions,
  { context, errors: told }: Stream,
  { errors }: ExecutionResult | ExecutionPatchResult,
): Pick<ExecutionResult, 'errors'> {
  if (errors === undefined) return {};
  reportErrors(errors, { contextValue: context, operationName: null });
  const formatted = errors.map((error) => translateGraphQLError(error.toJSON(), error));
  // graphql-sse writes what it is given as JSON; only its type asks for instances.
  const finished = finishErrors(formatted, context[requestFacts].id) ?? [];
  told.push(...finished);
  return { errors: finished.map(({ message, ...rest }) => new GraphQLError(message, rest)) };
}
