import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import type { ExecutionPatchResult, OperationArgs, RequestParams } from 'graphql-sse';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import { CallerError } from '../../../errors.ts';
import { answerErrorAsGraphQL } from '../errors/answer-error.ts';
import { finishErrors, type ReportErrors } from '../errors/error-reporting.ts';
import { findCallerError, translateGraphQLError } from '../errors/errors.ts';
import type { MakeContext } from '../request/context.ts';
import { type RequestScope, requestFacts } from '../request/request-facts.ts';
import { type Documents, InvalidDocument } from './documents.ts';
import type { ObserveOperation } from './operation-metrics.ts';
import type { PrepareOperation } from './prepare-operation.ts';

export const GRAPHQL_STREAM_PATH = '/graphql/stream';

const BODY_LIMIT_BYTES = 256 * 1024;

export interface GraphQLStreamOptions {
  readonly schema: GraphQLSchema;
  readonly makeContext: MakeContext;
  readonly documents: Documents;
  readonly prepareOperation: PrepareOperation;
  readonly observe: ObserveOperation;
  readonly reportErrors: ReportErrors;
}

/**
 * Serves subscriptions as server-sent events (the distinct connections mode of GraphQL over SSE): POST a JSON body with
 * `Accept: text/event-stream`. Limits, rates, context, errors and metrics are those of /graphql. An error that ends a stream
 * comes as its last event. To be registered in a scope of its own.
 */
export function serveGraphQLStream(options: GraphQLStreamOptions) {
  const { schema, makeContext } = options;
  const streams = new WeakMap<FastifyRequest, Stream>();
  const streamOf = (request: FastifyRequest): Stream => {
    const stream = streams.get(request);
    if (stream === undefined) throw new Error('a stream began without a context');
    return stream;
  };
  const handle = createHandler<StreamContext>({
    schema,
    // Without reserved streams there are no tokens.
    authenticate: () => '',
    context: ({ raw }) => streamOf(raw).context,
    // It was validated when it was prepared.
    validate: () => [],
    onSubscribe: async ({ raw }, params) => {
      try {
        return await prepareSubscription(options, params, streamOf(raw));
      } catch (error) {
        // graphql-sse knows a result by its data.
        return { data: null, errors: listErrors(error) };
      }
    },
    onOperation: (_context, _request, _args, result) =>
      Symbol.asyncIterator in result ? endWithErrors(result) : undefined,
    onNext: (_context, { raw }, result) => ({ ...result, ...readableErrors(options, streamOf(raw), result) }),
  });

  return async (scope: FastifyInstance): Promise<void> => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
      scope.getDefaultJsonParser('error', 'ignore'),
    );
    scope.setErrorHandler(answerErrorAsGraphQL);
    scope.post(GRAPHQL_STREAM_PATH, async (request, reply) => {
      checkAccept(request);
      const context = await makeContext(request, reply).catch((error: unknown) => {
        throw findCallerError(error) ?? error;
      });
      const stream: Stream = { context: { ...context }, reply, errors: [] };
      streams.set(request, stream);
      const start = performance.now();
      await send(handle, request, reply);
      options.observe(stream.operation, stream.errors, performance.now() - start);
    });
  };
}

type StreamContext = RequestScope & Record<PropertyKey, unknown>;

/** What is known of a subscription while it is served. */
interface Stream {
  readonly context: StreamContext;
  readonly reply: FastifyReply;
  /** Missing until its document is known to be valid. */
  operation?: OperationDefinitionNode;
  /** As the client was told. */
  readonly errors: GraphQLFormattedError[];
}

function checkAccept(request: FastifyRequest): void {
  if (request.headers.accept?.includes('text/event-stream') !== true) {
    throw new CallerError(
      'BAD_USER_INPUT',
      'Subscriptions are served as events: send the header Accept: text/event-stream. Queries and mutations go to /graphql.',
    );
  }
  // graphql-sse compares the whole header.
  request.headers.accept = 'text/event-stream';
}

async function send(
  handle: (request: FastifyRequest, reply: FastifyReply) => Promise<void>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  reply.hijack();
  try {
    await handle(request, reply);
  } catch (error) {
    // What was done for a client that left ends with it; that it left is told by the server's own line.
    if (!isGone(reply)) request.log.error({ err: error }, 'a stream of events failed');
    reply.raw.destroy();
  }
}

/** Whether nobody is there any more. A write that fails ends the socket first, and the answer a moment later. */
function isGone({ raw }: FastifyReply): boolean {
  return !raw.writableFinished && (raw.destroyed || raw.socket === null || raw.socket.destroyed);
}

/** What Apollo does for /graphql before it runs an operation. */
async function prepareSubscription(
  { documents, prepareOperation, schema }: GraphQLStreamOptions,
  { query, operationName, variables = {} }: RequestParams,
  stream: Stream,
): Promise<OperationArgs<StreamContext>> {
  documents.requireTrusted({ query });
  const document = documents.read(query);
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'subscription') {
    throw new CallerError(
      'BAD_USER_INPUT',
      'This address serves subscriptions. Send queries and mutations to /graphql.',
    );
  }
  stream.operation = operation;
  stream.reply.headers(await prepareOperation({ document, operation, variables }, stream.context));
  return { schema, document, operationName, variableValues: variables, contextValue: stream.context };
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
  { reportErrors }: GraphQLStreamOptions,
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
