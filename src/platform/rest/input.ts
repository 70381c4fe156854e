import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CallerError } from '../../errors.ts';
import { toCamelCaseKeys } from './letter-case.ts';

const BODY_LIMIT_BYTES = 256 * 1024;

/** A scope whose routes take JSON and nothing else. */
export function withJsonBodies(register: (scope: FastifyInstance) => void) {
  return async (scope: FastifyInstance): Promise<void> => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
      scope.getDefaultJsonParser('error', 'error'),
    );
    register(scope);
  };
}

/** The JSON of a request. @throws CallerError BAD_USER_INPUT that names what is wrong and what it takes */
export function readBody<Schema extends z.ZodObject>(
  { body }: Pick<FastifyRequest, 'body'>,
  schema: Schema,
): z.output<Schema> {
  return read('body', body, schema);
}

/** What stands behind the ? of an address. @throws CallerError BAD_USER_INPUT that names what is wrong and what it takes */
export function readQuery<Schema extends z.ZodObject>(
  { query }: Pick<FastifyRequest, 'query'>,
  schema: Schema,
): z.output<Schema> {
  return read('address', query, schema);
}

function read<Schema extends z.ZodObject>(what: string, given: unknown, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(toCamelCaseKeys(given));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
  throw new CallerError(
    'BAD_USER_INPUT',
    `The ${what} is invalid: ${faults.join('; ')}. It takes ${Object.keys(schema.shape).join(', ')}.`,
    { fields: [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))].filter(Boolean) },
  );
}
