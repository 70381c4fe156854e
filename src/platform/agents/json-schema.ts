import { z } from 'zod';

/** The JSON schema of what a model is to give, without the name of its dialect: every word is sent with every call. */
export function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...whole } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return whole;
}
