import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { ExecutionPatchResult, OperationArgs, RequestParams } from 'graphql-sse';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import type { Config } from '../../../config.ts';
import { CallerError } from '../../../errors.ts';
import { answerErrorAsGraphQL } from '../errors/answer-error.ts';
import { finishErrors, type ReportErrors } from '../errors/error-reporting.ts';
import { findCallerError, translateGraphQLError } from '../errors/errors.ts';
import type { Admit } from '../limits/admission.ts';
import { measureOperation } from '../limits/operation-cost.ts';
import { createLimitRules } from '../limits/operation-limits.ts';
import type { TrustedDocuments } from '../limits/trusted-documents.ts';
import type { MakeContext } from '../request/context.ts';
import { type RequestScope, requestFacts } from '../request/request-facts.ts';

export const GRAPHQL_STREAM_PATH = '/graphql/stream';

const BODY_LIMIT_BYTES = 256 * 1024;

export interface GraphQLStreamOptions {
  readonly config: Pick<Config, 'operationLimits' | 'introspection'>;
  readonly schema: GraphQLSchema;
  readonly makeContext: MakeContext;
  readonly admit: Admit;
  readonly reportErrors: ReportErrors;
  readonly trustedDocuments?: TrustedDocuments | undefined;
}

/**
 * Serves subscriptions as server-sent events (the distinct connections mode of GraphQL over SSE): POST a JSON body with
 * `Accept: text/event-stream`. Limits, rates, context and errors are those of /graphql. An error that ends a stream comes
 * as its last event. To be registered in a scope of its own.
 */
export function serveGraphQLStream(options: GraphQLStreamOptions) {
  const { config, schema, makeContext } = options;
  const rules = [...specifiedRules, ...createLimitRules(config.operationLimits)];
  const contexts = new WeakMap<FastifyRequest, StreamContext>();
  const contextOf = (request: FastifyRequest): StreamContext => {
    const context = contexts.get(request);
    if (context === undefined) throw new Error('a stream began without a context');
    return context;
  };
  const handle = createHandler<StreamContext>({
    schema,
    // Without reserved streams there are no tokens.
    authenticate: () => '',
    context: ({ raw }) => contextOf(raw),
    validate: (typedSchema, document) =>
      validate(typedSchema, document, rules).map((error) =>
        refuse(error, 'GRAPHQL_VALIDATION_FAILED', config),
      ),
    onSubscribe: async ({ raw }, params) => {
      try {
        return await admitSubscription(options, params, contextOf(raw));
      } catch (error) {
        // graphql-sse knows a result by its data.
        return { data: null, errors: [asGraphQLError(error)] };
      }
    },
    onOperation: (_context, _request, _args, result) =>
      Symbol.asyncIterator in result ? endWithErrors(result) : undefined,
    onNext: (context, _request, result) => ({ ...result, ...readableErrors(options, context, result) }),
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
      contexts.set(request, { ...context });
      await stream(handle, request, reply);
    });
  };
}

type StreamContext = RequestScope & Record<PropertyKey, unknown>;

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

async function stream(
  handle: (request: FastifyRequest, reply: FastifyReply) => Promise<void>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  reply.hijack();
  try {
    await handle(request, reply);
  } catch (error) {
    request.log.error({ err: error }, 'a stream of events failed');
    reply.raw.destroy();
  }
}

/** What Apollo does for /graphql before it runs an operation. */
async function admitSubscription(
  { admit, config, schema, trustedDocuments }: GraphQLStreamOptions,
  { query, operationName, variables }: RequestParams,
  contextValue: StreamContext,
): Promise<OperationArgs<StreamContext>> {
  if (trustedDocuments?.has(query) === false) {
    throw new CallerError('FORBIDDEN', 'This server runs trusted documents only, and this is none of them.');
  }
  const document = parseDocument(query, config);
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'subscription') {
    throw new CallerError(
      'BAD_USER_INPUT',
      'This address serves subscriptions. Send queries and mutations to /graphql.',
    );
  }
  await admit(measureOperation(schema, document, operation), variables ?? {}, contextValue);
  return { schema, document, operationName, variableValues: variables, contextValue };
}

function parseDocument(query: string, config: GraphQLStreamOptions['config']): DocumentNode {
  try {
    return parse(query, { maxTokens: config.operationLimits.tokens });
  } catch (error) {
    throw error instanceof GraphQLError ? refuse(error, 'GRAPHQL_PARSE_FAILED', config) : error;
  }
}

/** Gives an error the code that Apollo gives it, and no name of the schema to who may not ask for the schema. */
function refuse(
  error: GraphQLError,
  code: string,
  { introspection }: GraphQLStreamOptions['config'],
): GraphQLError {
  const { nodes, source, positions, extensions } = error;
  const message = introspection ? error.message : error.message.replace(/ ?Did you mean .*\?$/u, '');
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    extensions: { ...extensions, code },
  });
}

/** graphql-sse breaks the connection where a stream throws: the client would never learn why. */
async function* endWithErrors(
  results: AsyncIterable<ExecutionResult | ExecutionPatchResult>,
): AsyncGenerator<ExecutionResult | ExecutionPatchResult, void, undefined> {
  try {
    yield* results;
  } catch (error) {
    yield { errors: [asGraphQLError(error)] };
  }
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error('a stream failed', { cause: error });
  return new GraphQLError(originalError.message, { originalError });
}

function readableErrors(
  { reportErrors }: GraphQLStreamOptions,
  context: RequestScope,
  { errors }: ExecutionResult | ExecutionPatchResult,
): Pick<ExecutionResult, 'errors'> {
  if (errors === undefined) return {};
  reportErrors(errors, { contextValue: context, operationName: null });
  const formatted = errors.map((error) => translateGraphQLError(error.toJSON(), error));
  // graphql-sse writes what it is given as JSON; only its type asks for instances.
  const finished = finishErrors(formatted, context[requestFacts].id) ?? [];
  return { errors: finished.map(({ message, ...rest }) => new GraphQLError(message, rest)) };
}
