import { z } from 'zod';

/**
 * The JSON schema of what a model is to give, in as few words as say it: every one is sent with every call. What may be left out
 * is not also said to take null, though it does.
 */
export function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...whole } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override({ jsonSchema }) {
      const { properties, required = [] } = jsonSchema;
      for (const [name, property] of Object.entries(properties ?? {})) {
        if (typeof property !== 'object' || required.includes(name)) continue;
        const others = property.anyOf?.filter(
          (branch) => typeof branch !== 'object' || branch.type !== 'null',
        );
        const [only] = others ?? [];
        if (others?.length !== 1 || typeof only !== 'object') continue;
        delete property.anyOf;
        Object.assign(property, only);
      }
    },
  });
  return whole;
}
