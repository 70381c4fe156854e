import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO } from 'graphql-scalars';

/** A moment: in TypeScript a Date. */
export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  description: 'A moment in UTC as RFC 3339 writes it, with milliseconds: "2026-03-01T09:30:00.000Z".',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
});
