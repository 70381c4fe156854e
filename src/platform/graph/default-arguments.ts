import { type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';

type Arguments = Readonly<Record<string, unknown>>;

/**
 * Lets null mean the default of an argument that has one. A typed client sends null for what was not set, and GraphQL fills a
 * default in only where nothing was sent.
 */
export function useDefaultsForNull(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) useDefaultsOf(field);
  }
}

function useDefaultsOf(field: GraphQLField<unknown, unknown, Arguments>): void {
  const defaults = field.args.flatMap(({ name, defaultValue }) =>
    defaultValue === undefined ? [] : [{ name, defaultValue }],
  );
  const { resolve } = field;
  if (defaults.length === 0 || resolve === undefined) return;
  field.resolve = (source, given, context, info) => {
    const missing = defaults.filter(({ name }) => given[name] === null);
    if (missing.length === 0) return resolve(source, given, context, info);
    const filled = Object.fromEntries(missing.map(({ name, defaultValue }) => [name, defaultValue]));
    return resolve(source, { ...given, ...filled }, context, info);
  };
}
