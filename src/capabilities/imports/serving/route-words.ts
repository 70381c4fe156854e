import { z } from 'zod';
import { CallerError } from '../../../errors.ts';

/**
 * A sentence in the words of the route: `map=views=plays` for `--map views=plays`, `numberFormat` for `--number-format`.
 */
export function inRouteWords(sentence: string): string {
  return sentence.replace(
    /--([a-z]+(?:-[a-z]+)*)( (?=[\p{L}\p{N}"#]))?/gu,
    (_, option: string, space: string | undefined) =>
      `${option.replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase())}${space === undefined ? '' : '='}`,
  );
}

/**
 * Reads the parameters of a request.
 * @throws CallerError BAD_USER_INPUT that names the parameters that are wrong, and what there is
 */
export function readParameters<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  query: unknown,
): z.output<z.ZodObject<Shape>> {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const given = z.record(z.string(), z.unknown()).safeParse(query).data ?? {};
  const faults = parsed.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys')
      return `there is no parameter ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
    const name = String(issue.path[0] ?? '');
    if (issue.code === 'invalid_value') return `${name} takes ${issue.values.join(' or ')}`;
    const isMissing = given[name] === undefined;
    return isMissing || issue.code === 'too_small'
      ? `${name} is missing`
      : `${name} is given wrongly, or twice`;
  });
  throw new CallerError(
    'BAD_USER_INPUT',
    `The query string cannot be used: ${[...new Set(faults)].join('; ')}. It takes ${Object.keys(schema.shape).join(', ')}.`,
  );
}
