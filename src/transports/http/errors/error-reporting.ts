import type { ApolloServerPlugin, GraphQLRequestContext, GraphQLRequestListener } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type RequestScope, requestFacts } from '../request/request-facts.ts';
import { describeWait } from './answer-error.ts';
import { findCause, isOurFault } from './errors.ts';

export type ReportErrors = (
  errors: readonly GraphQLError[],
  request: Pick<GraphQLRequestContext<RequestScope>, 'contextValue' | 'operationName'>,
) => void;

/** Logs the errors that are our fault, with cause and request id. What the caller did wrong is theirs to know. */
export function createErrorReport(logger: Logger): ReportErrors {
  return (errors, { contextValue, operationName }) => {
    for (const error of errors) {
      if (!isOurFault(error)) continue;
      const path = error.path?.join('.');
      logger.error(
        { err: findCause(error), reqId: contextValue[requestFacts].id, operationName, path },
        'a resolver failed',
      );
    }
  };
}

/** Reports what Apollo encounters, and finishes the errors of its answers. */
export function createErrorReporting(reportErrors: ReportErrors): ApolloServerPlugin<RequestScope> {
  const listener: GraphQLRequestListener<RequestScope> = {
    async didEncounterErrors(request) {
      reportErrors(request.errors, request);
    },
    async willSendResponse({ response, contextValue }) {
      if (response.body.kind !== 'single') return;
      const { singleResult } = response.body;
      const errors = finishErrors(singleResult.errors, contextValue[requestFacts].id);
      if (errors !== undefined) singleResult.errors = errors;
      const unavailable = findUnavailable(singleResult.data, errors);
      if (unavailable === undefined) return;
      response.http.status = unavailable.status;
      for (const [name, value] of Object.entries(unavailable.headers)) response.http.headers.set(name, value);
    },
  };
  return { requestDidStart: async () => listener };
}

/** Errors as they leave: in the document's order (they come as resolvers end), each with the request's id. */
export function finishErrors(
  errors: readonly GraphQLFormattedError[] | undefined,
  requestId: string,
): readonly GraphQLFormattedError[] | undefined {
  return errors
    ?.toSorted(byLocation)
    .map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
}

const Fields = z.record(z.string(), z.unknown());
const RefusedAnswer = z.looseObject({ errors: z.array(Fields) });

/** Gives the errors of a written answer the request's id: those of requests that Apollo refuses before it runs a plugin. */
export function identifyErrors(json: string, requestId: string): string {
  const answer = RefusedAnswer.parse(JSON.parse(json));
  const errors = answer.errors.map((error) => ({
    ...error,
    extensions: { ...Fields.parse(error.extensions ?? {}), requestId },
  }));
  return JSON.stringify({ ...answer, errors });
}

/** The HTTP status and headers of an answer that has nothing because the server, or its database, cannot now. */
export function findUnavailable(
  data: unknown,
  errors: readonly GraphQLFormattedError[] | undefined,
): { readonly status: number; readonly headers: Readonly<Record<string, string>> } | undefined {
  const found = errors?.find(({ extensions }) => extensions?.code === 'UNAVAILABLE');
  if (found === undefined || hasSomething(data)) return undefined;
  return { status: 503, headers: describeWait(found.extensions ?? {}) };
}

/** Fields of the root are nullable, so that one that fails leaves the others: where all of them are null nothing has come. */
function hasSomething(data: unknown): boolean {
  return Object.values(Fields.nullish().parse(data) ?? {}).some((value) => value !== null);
}

function byLocation(left: GraphQLFormattedError, right: GraphQLFormattedError): number {
  const [leftLocation] = left.locations ?? [];
  const [rightLocation] = right.locations ?? [];
  if (leftLocation === undefined || rightLocation === undefined) return 0;
  return (
    leftLocation.line - rightLocation.line ||
    leftLocation.column - rightLocation.column ||
    compareIndexes(left.path ?? [], right.path ?? [])
  );
}

function compareIndexes(left: readonly (string | number)[], right: readonly (string | number)[]): number {
  for (const [position, index] of left.entries()) {
    const other = right[position];
    if (typeof index === 'number' && typeof other === 'number' && index !== other) return index - other;
  }
  return 0;
}
