import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../../config.ts';
import type { ExampleOperation } from '../../../platform/composition/capability.ts';
import type { Tracing } from '../../../platform/telemetry/tracing.ts';
import { answerErrorAsGraphQL } from '../errors/answer-error.ts';
import { identifyErrors } from '../errors/error-reporting.ts';
import { createEventLoopQueue } from '../limits/event-loop-queue.ts';
import { readPlaygroundScript, type WebPage } from '../pages/web-page.ts';
import type { MakeContext } from '../request/context.ts';
import type { RequestScope } from '../request/request-facts.ts';
import { chooseAnswer } from './choose-answer.ts';
import type { CompiledPath } from './compiled-path/compiled-path.ts';
import type { Documents } from './documents.ts';
import type { AnswerByEvents } from './event-streams.ts';
import { createPlayground, isBrowserVisit } from './playground.ts';

export const GRAPHQL_PATH = '/graphql';

const BODY_LIMIT_BYTES = 256 * 1024;

export interface GraphQLRouteOptions {
  readonly config: Pick<Config, 'playground'>;
  readonly apollo: ApolloServer<RequestScope>;
  readonly compiledPath: CompiledPath | undefined;
  readonly makeContext: MakeContext;
  readonly exampleOperations: readonly ExampleOperation[];
  readonly documents: Documents;
  readonly answerByEvents: AnswerByEvents;
  /** How many connections the server has accepted so far. */
  countConnections(): number;
  readonly tracing?: Tracing | undefined;
  /** The page that signs people in: its script makes GraphiQL ask as whoever did. */
  readonly webPage?: WebPage | undefined;
}

/** Serves GraphQL (GET and POST), as JSON or as events, and the playground at {@link GRAPHQL_PATH}, to be registered in a scope of its own. */
export function serveGraphQL(options: GraphQLRouteOptions) {
  const { answerByEvents, apollo, config, documents, compiledPath, exampleOperations } = options;
  const { makeContext, tracing, webPage } = options;
  const answerByApollo = fastifyApolloHandler(apollo, { context: makeContext });
  const waitInQueue = createEventLoopQueue(options.countConnections);
  const visit =
    config.playground === 'off'
      ? answerNoPlayground
      : createPlayground(
          config.playground,
          exampleOperations,
          webPage && (() => readPlaygroundScript(webPage)),
        );

  return async (scope: FastifyInstance): Promise<void> => {
    const answerOperation = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
      const answer = await compiledPath?.answer(request, reply);
      if (answer !== undefined) return answer;
      await waitInQueue();
      if ((await chooseAnswer(request, documents)) === 'events') return answerByEvents(request, reply);
      const answerOfApollo = await answerByApollo.call(scope, request, reply);
      compiledPath?.learnContentType(request, reply);
      return typeof answerOfApollo === 'string' && reply.statusCode >= 400
        ? identifyErrors(answerOfApollo, request.id)
        : answerOfApollo;
    };
    scope.removeContentTypeParser('text/plain');
    scope.setErrorHandler(answerErrorAsGraphQL);
    scope.route({
      method: ['GET', 'POST'],
      url: GRAPHQL_PATH,
      exposeHeadRoute: false,
      bodyLimit: BODY_LIMIT_BYTES,
      preHandler: async (request, reply) => {
        if (isBrowserVisit(request)) return visit(request, reply);
        // Before Apollo parses it: what is not on the list must not even learn what is wrong with it.
        documents.requireTrusted(request.body ?? request.query);
        return undefined;
      },
      handler: (request, reply) =>
        tracing === undefined
          ? answerOperation(request, reply)
          : tracing.within({ name: 'graphql' }, () => answerOperation(request, reply)),
    });
    scope.route({
      method: ['HEAD', 'PUT', 'PATCH', 'DELETE'],
      url: GRAPHQL_PATH,
      handler: async (request, reply) => answerMethodNotAllowed(request, reply),
    });
  };
}

function answerMethodNotAllowed(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const message = `GraphQL is served by GET and POST, not by ${request.method}.`;
  return reply
    .code(405)
    .header('allow', 'GET, POST')
    .send({ errors: [{ message, extensions: { code: 'METHOD_NOT_ALLOWED', requestId: request.id } }] });
}

async function answerNoPlayground(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const message =
    'There is no page at this address. Send a GraphQL operation: POST a JSON body with a "query" and the header Content-Type: application/json.';
  return reply.code(404).send({ code: 'NOT_FOUND', message, requestId: request.id });
}
