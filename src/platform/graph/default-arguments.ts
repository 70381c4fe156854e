import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isObjectType,
} from 'graphql';

type Arguments = Readonly<Record<string, unknown>>;

/** An argument of a field, or a field of an input. */
interface InputValue {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly defaultValue?: unknown;
}

/**
 * Lets null mean the default of an argument, or of a field of an input, that has one. A typed client sends null for what was
 * not set, and GraphQL fills a default in only where nothing was sent.
 */
export function useDefaultsForNull(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) useDefaultsOf(field);
  }
}

function useDefaultsOf(field: GraphQLField<unknown, unknown, Arguments>): void {
  const { resolve } = field;
  if (resolve === undefined || !hasDefaults(field.args)) return;
  field.resolve = (source, given, context, info) =>
    resolve(source, fillDefaults(field.args, given), context, info);
}

function hasDefaults(values: readonly InputValue[]): boolean {
  return values.some(({ type, defaultValue }) => defaultValue !== undefined || hasDefaults(fieldsOf(type)));
}

/** The same object where no default is missing, which is nearly always so. */
function fillDefaults(values: readonly InputValue[], given: Arguments): Arguments {
  let filled = given;
  for (const { name, type, defaultValue } of values) {
    const value = given[name];
    const better =
      value === null ? (defaultValue ?? null) : isRecord(value) ? fillDefaults(fieldsOf(type), value) : value;
    if (better !== value) filled = { ...filled, [name]: better };
  }
  return filled;
}

/** No input of ours is within itself. */
function fieldsOf(type: GraphQLInputType): readonly InputValue[] {
  const nullable = getNullableType(type);
  return isInputObjectType(nullable) ? Object.values(nullable.getFields()) : [];
}

function isRecord(value: unknown): value is Arguments {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
