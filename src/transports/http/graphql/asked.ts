import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CallerError } from '../../../errors.ts';

/** What a request asks of the graph, in its body or behind the ? of its address. */
export type Asked = z.output<typeof AskedOperation>;

const record = z.record(z.string(), z.unknown()).nullish();

/** Behind the ? of an address, objects are written as JSON. */
const jsonRecord = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'it must be JSON' });
      return z.NEVER;
    }
  })
  .pipe(record)
  .nullish();

const AskedOperation = z.object({
  query: z.string().nullish(),
  operationName: z.string().nullish(),
  variables: record,
  extensions: record,
});

const AskedByAddress = AskedOperation.extend({ variables: jsonRecord, extensions: jsonRecord });

/** @throws CallerError BAD_REQUEST that names what is wrong */
export function readAsked({ method, body, query }: Pick<FastifyRequest, 'method' | 'body' | 'query'>): Asked {
  const parsed = method === 'POST' ? AskedOperation.safeParse(body) : AskedByAddress.safeParse(query);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
  throw new CallerError(
    { code: 'BAD_REQUEST', status: 400 },
    `It takes "query", "operationName", "variables" and "extensions", as a JSON object: ${faults.join('; ')}.`,
  );
}
