import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { CallerError } from '../../../errors.ts';
import { explainOutage } from '../../../platform/storage/outage.ts';
import { redactSecrets } from '../../../platform/telemetry/secret-values.ts';
import { findRequestFault } from './request-faults.ts';

/** What a client is told of a fault that is ours. */
export const OUR_FAULT =
  'Something went wrong on our side. Try again; if it happens again, tell us the request id.';

/** Codes that Apollo Server and this folder give to requests that never reach a resolver. */
const REQUEST_CODES: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
]);

/** The CallerError at the bottom of what a resolver threw, if there is one. */
export function findCallerError(error: unknown): CallerError | undefined {
  for (let current = error; current instanceof Error; ) {
    if (current instanceof CallerError) return current;
    current = current instanceof GraphQLError ? current.originalError : undefined;
  }
  return undefined;
}

/**
 * Apollo's formatError, and the only way by which an error leaves as GraphQL: errors meant for the caller whole, with
 * code and details; everything else as {@link OUR_FAULT}. Stacks, SQL and paths stay here.
 */
export function translateGraphQLError(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const position = {
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
  };
  const callerError = findCallerError(error) ?? explainOutage(unwrapResolverError(error));
  if (callerError !== undefined) {
    const { code, message, details } = callerError;
    return { message: redactSecrets(message), ...position, extensions: { ...details, code } };
  }
  if (isCoercionFault(error)) {
    return { message: formatted.message, ...position, extensions: { code: 'BAD_USER_INPUT' } };
  }
  if (isRequestFault(error)) {
    const fault = findRequestFault(formatted.message);
    const { code = formatted.extensions?.code, message = formatted.message, details } = fault ?? {};
    return {
      message,
      ...position,
      extensions: { ...keepKnownExtensions(formatted.extensions), ...details, code },
    };
  }
  return { message: OUR_FAULT, ...position, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}

/** Whether an error is a bug or an outage of ours, to be logged with its cause. */
export function isOurFault(error: unknown): boolean {
  return findCallerError(error) === undefined && !isCoercionFault(error) && !isRequestFault(error);
}

/** What lies under the GraphQL error, to be logged. */
export function findCause(error: unknown): unknown {
  return unwrapResolverError(error);
}

/** Raised before or instead of execution, so that nothing which a resolver throws can pass for it. */
function isRequestFault(error: unknown): boolean {
  if (!(error instanceof GraphQLError) || error.path !== undefined) return false;
  const { code } = error.extensions;
  return REQUEST_CODES.has(code) || (code === undefined && findRequestFault(error.message) !== undefined);
}

/** A variable or an argument whose value does not fit its type: graphql-js says it without a code. */
function isCoercionFault(error: unknown): boolean {
  if (!(error instanceof GraphQLError)) return false;
  const node = error.nodes?.[0];
  if (error.path === undefined) {
    return node?.kind === Kind.VARIABLE_DEFINITION && error.message.startsWith('Variable "$');
  }
  return error.originalError === undefined && error.message.startsWith('Argument "') && node !== undefined;
}

function keepKnownExtensions(extensions: GraphQLFormattedError['extensions']): Record<string, unknown> {
  const { stacktrace: _, http: _http, ...known } = extensions ?? {};
  return known;
}
