import type { FastifyInstance } from 'fastify';
import { answerErrorAsGraphQL } from '../errors/answer-error.ts';
import { readAcceptedTypes } from './accepted-types.ts';
import { eventsRequired } from './choose-answer.ts';
import type { AnswerByEvents } from './event-streams.ts';

export const GRAPHQL_STREAM_PATH = '/graphql/stream';

const BODY_LIMIT_BYTES = 256 * 1024;

/** Serves events and nothing else, where /graphql chooses between them and JSON. To be registered in a scope of its own. */
export function serveGraphQLStream(answerByEvents: AnswerByEvents) {
  return async (scope: FastifyInstance): Promise<void> => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
      scope.getDefaultJsonParser('error', 'ignore'),
    );
    scope.setErrorHandler(answerErrorAsGraphQL);
    scope.route({
      method: ['GET', 'POST'],
      url: GRAPHQL_STREAM_PATH,
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        if (!readAcceptedTypes(request.headers.accept).events) throw eventsRequired();
        await answerByEvents(request, reply);
      },
    });
  };
}
