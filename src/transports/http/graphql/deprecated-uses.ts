import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isInterfaceType,
  isListType,
  isObjectType,
  type OperationDefinitionNode,
  separateOperations,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Metrics } from '../../../platform/telemetry/metrics.ts';
import type { AskedOperation } from './prepare-operation.ts';

/**
 * Counts what of the deprecated an operation uses: fields, arguments, fields of inputs and values of enums, in its document and in
 * its variables. Each counts once an operation, so that nobody uses what is counted no more, and it can go.
 */
export type CountDeprecatedUses = (asked: AskedOperation) => void;

/** undefined where nothing is counted, or nothing of the schema is deprecated: operations are not looked through for it then. */
export function createDeprecatedUses(
  schema: GraphQLSchema,
  metrics: Metrics | undefined,
): CountDeprecatedUses | undefined {
  const uses = metrics?.counter(
    'marquee_deprecated_uses_total',
    'Operations that used what is deprecated in the graph',
    ['element'],
  );
  if (uses === undefined || !Object.values(schema.getTypeMap()).some(hasDeprecated)) return undefined;
  const known = new WeakMap<OperationDefinitionNode, ReadonlySet<string>>();
  return ({ document, operation, variables }) => {
    const inDocument = known.get(operation) ?? findInDocument(schema, document, operation);
    known.set(operation, inDocument);
    const elements = new Set(inDocument);
    for (const { variable, type } of operation.variableDefinitions ?? []) {
      const inputType = typeFromAST(schema, type);
      if (isInputType(inputType)) addFromValue(elements, inputType, variables[variable.name.value]);
    }
    for (const element of elements) uses.inc({ element });
  };
}

function hasDeprecated(type: GraphQLNamedType): boolean {
  if (type.name.startsWith('__')) return false;
  if (isEnumType(type)) return type.getValues().some(isDeprecated);
  if (isInputObjectType(type)) return Object.values(type.getFields()).some(isDeprecated);
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  return Object.values(type.getFields()).some(
    (field) => isDeprecated(field) || field.args.some(isDeprecated),
  );
}

function isDeprecated(
  element: { readonly deprecationReason?: string | null | undefined } | undefined | null,
) {
  return element?.deprecationReason != null;
}

/** The names are the schema's: `Type.field`, `Type.field(argument)`, `Input.field`, `Enum.VALUE`. */
function findInDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlySet<string> {
  const elements = new Set<string>();
  const types = new TypeInfo(schema);
  const fieldPath = () => `${types.getParentType()?.name}.${types.getFieldDef()?.name}`;
  // With the fragments that this operation uses, and no others.
  visit(
    separateOperations(document)[operation.name?.value ?? ''] ?? document,
    visitWithTypeInfo(types, {
      Field() {
        if (isDeprecated(types.getFieldDef())) elements.add(fieldPath());
      },
      Argument() {
        const argument = types.getArgument();
        if (types.getDirective() == null && isDeprecated(argument))
          elements.add(`${fieldPath()}(${argument?.name})`);
      },
      ObjectField({ name }) {
        const input = getNamedType(types.getParentInputType());
        if (isInputObjectType(input) && isDeprecated(input.getFields()[name.value]))
          elements.add(`${input.name}.${name.value}`);
      },
      EnumValue() {
        const value = types.getEnumValue();
        if (isDeprecated(value)) elements.add(`${getNamedType(types.getInputType())?.name}.${value?.name}`);
      },
    }),
  );
  return elements;
}

function addFromValue(elements: Set<string>, type: GraphQLInputType, value: unknown): void {
  const nullable = getNullableType(type);
  if (value == null) return;
  if (isListType(nullable)) {
    for (const item of Array.isArray(value) ? value : [value]) addFromValue(elements, nullable.ofType, item);
  } else if (isEnumType(nullable)) {
    const found = nullable.getValue(String(value));
    if (isDeprecated(found)) elements.add(`${nullable.name}.${found?.name}`);
  } else if (isInputObjectType(nullable) && typeof value === 'object') {
    const fields = nullable.getFields();
    for (const [name, given] of Object.entries(value)) {
      const field = fields[name];
      if (field === undefined) continue;
      if (isDeprecated(field)) elements.add(`${nullable.name}.${name}`);
      addFromValue(elements, field.type, given);
    }
  }
}
