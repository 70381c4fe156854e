import type { z } from 'zod';
import { CallerError } from '../../errors.ts';

/** An opaque string that encodes a position in a list, for a client to give back. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * Reads a cursor that {@link encodeCursor} made.
 * @throws CallerError BAD_USER_INPUT where the schema does not take it
 */
export function decodeCursor<Values>(cursor: string, schema: z.ZodType<Values>): Values {
  const parsed = schema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (parsed.success) return parsed.data;
  throw new CallerError(
    'BAD_USER_INPUT',
    'after is not a cursor of this list: use an endCursor or the cursor of an edge unchanged.',
    { argument: 'after' },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
