import { HeaderMap } from '@apollo/server';
import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';
import type { CallerError } from '../../../errors.ts';
import { headersOf } from './answer-error.ts';

/**
 * A GraphQL request that is not run, with the status and the header fields of its answer. Apollo reads both from
 * `extensions.http`.
 */
export class RefusedRequest extends GraphQLError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    message: string,
    {
      status,
      headers = {},
      originalError,
      extensions = {},
    }: {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly originalError?: Error;
      readonly extensions?: GraphQLErrorExtensions;
    },
  ) {
    // Apollo wants a map here, where a type of other libraries says otherwise.
    const http = { status, headers: new HeaderMap(Object.entries(headers)) };
    super(message, {
      ...(originalError !== undefined && { originalError }),
      extensions: Object.assign({}, extensions, { http }),
    });
    this.status = status;
    this.headers = headers;
  }
}

/** What a caller is told in full, with the status of its code and the header fields that go with it. */
export function refuseBy(error: CallerError): RefusedRequest {
  return new RefusedRequest(error.message, {
    status: error.status,
    headers: headersOf(error),
    originalError: error,
  });
}
