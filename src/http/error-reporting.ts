import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { Logger } from 'pino';
import { findCause, isOurFault } from './errors.ts';
import { type RequestScope, requestFacts } from './request-facts.ts';

/** Logs what is our fault, with its cause; adds the request's id to every error that a client gets. */
export function createErrorReporting(logger: Logger): ApolloServerPlugin<RequestScope> {
  const listener: GraphQLRequestListener<RequestScope> = {
    async didEncounterErrors({ errors, contextValue, operationName }) {
      for (const error of errors) {
        if (!isOurFault(error)) continue;
        const requestId = contextValue[requestFacts].id;
        logger.error(
          { err: findCause(error), reqId: requestId, operationName, path: error.path?.join('.') },
          'a resolver failed',
        );
      }
    },
    async willSendResponse({ response, contextValue }) {
      if (response.body.kind !== 'single') return;
      const { errors } = response.body.singleResult;
      if (errors === undefined) return;
      const requestId = contextValue[requestFacts].id;
      response.body.singleResult.errors = errors.map((error) => ({
        ...error,
        extensions: { ...error.extensions, requestId },
      }));
    },
  };
  return { requestDidStart: async () => listener };
}
