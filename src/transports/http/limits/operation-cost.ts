import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  typeFromAST,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

/** What an operation asks of the server, known before a resolver runs. */
export interface OperationMeasure {
  /** Fields in the document, each as often as fragments and repetition bring it in. */
  readonly fields: number;
  /** What these variables make it cost: see {@link measureOperation}. */
  cost(variables: Variables): number;
}

/** The arguments by which a list's length is asked for. */
const SIZE_ARGUMENTS: readonly string[] = ['first', 'last', 'limit'];

/** What a list of objects is taken to hold where no argument bounds it. */
const ASSUMED_LIST_SIZE = 10;

/** A number where it is the same for all variables. */
type Amount = number | ((evaluation: Evaluation) => number);

interface Evaluation {
  readonly variables: Variables;
  /** A fragment is evaluated once however often it is spread, or nested fragments would take exponential time. */
  readonly fragments: Map<string, number>;
}

interface Measure {
  readonly fields: number;
  readonly cost: Amount;
}

const NOTHING: Measure = { fields: 0, cost: 0 };

/** Cyclic fragments have no finite measure. Validation refuses them; this keeps us safe where it did not run. */
const ENDLESS: Measure = { fields: Number.POSITIVE_INFINITY, cost: Number.POSITIVE_INFINITY };

/**
 * Measures an operation. Every field costs 1, or what `extensions.cost` of its definition says, each time it is
 * resolved: what lies under a list is multiplied by the list's length, down through nested lists. The length is the
 * `first`, `last` or `limit` argument, as a literal, a variable or the schema's default; a list of objects without
 * one counts as 10 long, except the `edges` or `nodes` right under a field that has one. The schema's own description
 * (`__schema`, `__type`) is bounded by its size and costs its fields. @skip and @include are not taken into account.
 */
export function measureOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationMeasure {
  const rootType = schema.getRootType(operation.operation);
  const { fields, cost } =
    rootType == null
      ? NOTHING
      : new Measurer(schema, document, operation).measureSelections(operation.selectionSet, rootType, false);
  return {
    fields,
    cost: (variables) => (typeof cost === 'number' ? cost : cost({ variables, fragments: new Map() })),
  };
}

/** Guards the fragments measured so far. */
class Measurer {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variableDefaults: ReadonlyMap<string, unknown>;
  readonly #measured = new Map<string, Measure>();

  constructor(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
    this.#schema = schema;
    this.#fragments = new Map(
      document.definitions.flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
      ),
    );
    this.#variableDefaults = new Map(
      (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
        defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
      ),
    );
  }

  /** @param isInSizedList whether a field above has already counted the length of the list that comes here */
  measureSelections(
    selectionSet: SelectionSetNode,
    type: GraphQLCompositeType,
    isInSizedList: boolean,
  ): Measure {
    return addMeasures(
      selectionSet.selections.map((selection) => this.#measureSelection(selection, type, isInSizedList)),
    );
  }

  #measureSelection(node: SelectionNode, type: GraphQLCompositeType, isInSizedList: boolean): Measure {
    switch (node.kind) {
      case Kind.FIELD:
        return this.#measureField(node, type, isInSizedList);
      case Kind.FRAGMENT_SPREAD:
        return this.#measureFragment(node.name.value, isInSizedList);
      case Kind.INLINE_FRAGMENT: {
        const condition = node.typeCondition && typeFromAST(this.#schema, node.typeCondition);
        return this.measureSelections(
          node.selectionSet,
          isCompositeType(condition) ? condition : type,
          isInSizedList,
        );
      }
    }
  }

  #measureFragment(name: string, isInSizedList: boolean): Measure {
    const key = isInSizedList ? `${name} in a sized list` : name;
    const known = this.#measured.get(key);
    if (known !== undefined) return known;
    const fragment = this.#fragments.get(name);
    const type = fragment && typeFromAST(this.#schema, fragment.typeCondition);
    if (fragment === undefined || !isCompositeType(type)) return NOTHING;
    this.#measured.set(key, ENDLESS);
    const { fields, cost } = this.measureSelections(fragment.selectionSet, type, isInSizedList);
    const measure = { fields, cost: typeof cost === 'number' ? cost : evaluateOnce(key, cost) };
    this.#measured.set(key, measure);
    return measure;
  }

  #measureField(node: FieldNode, parentType: GraphQLCompositeType, isInSizedList: boolean): Measure {
    const field = findField(parentType, node.name.value);
    if (field === undefined) return { fields: 1, cost: 1 };
    const own = ownCost(field);
    const childType = getNamedType(field.type);
    if (node.selectionSet === undefined || !isCompositeType(childType)) return { fields: 1, cost: own };
    const size = this.#readSize(node, field);
    const children = this.measureSelections(
      node.selectionSet,
      childType,
      size !== undefined && !isList(field.type),
    );
    const isOfUnknownLength = isList(field.type) && !isInSizedList && !isIntrospectionType(childType);
    const length = size ?? (isOfUnknownLength ? ASSUMED_LIST_SIZE : 1);
    return { fields: 1 + children.fields, cost: addAmounts([own, multiply(length, children.cost)]) };
  }

  /** The length that the arguments ask for; undefined where the field takes no such argument. */
  #readSize(fieldNode: FieldNode, field: GraphQLField<unknown, unknown>): Amount | undefined {
    const definitions = field.args.filter((argument) => SIZE_ARGUMENTS.includes(argument.name));
    if (definitions.length === 0) return undefined;
    const given = definitions.flatMap(({ name, defaultValue }) => {
      const node = fieldNode.arguments?.find((argument) => argument.name.value === name);
      return node === undefined ? [] : [this.#readValue(node.value, defaultValue)];
    });
    return given.length === 0 ? sizeOf(definitions[0]?.defaultValue) : given.reduce(larger);
  }

  /** null means the schema's default, as it does to whoever resolves the field. */
  #readValue(value: ValueNode, schemaDefault: unknown): Amount {
    if (value.kind !== Kind.VARIABLE) return sizeOf(valueFromASTUntyped(value) ?? schemaDefault);
    const name = value.name.value;
    const fallback = this.#variableDefaults.get(name) ?? schemaDefault;
    return ({ variables }) => sizeOf(variables[name] ?? fallback);
  }
}

function findField(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  switch (name) {
    case SchemaMetaFieldDef.name:
      return SchemaMetaFieldDef;
    case TypeMetaFieldDef.name:
      return TypeMetaFieldDef;
    default:
      return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  }
}

function ownCost(field: GraphQLField<unknown, unknown>): number {
  const { cost } = field.extensions;
  return typeof cost === 'number' ? cost : 1;
}

/** A value that is no number is refused later, with a better message than ours. */
function sizeOf(value: unknown): number {
  return typeof value === 'number' ? Math.max(0, value) : ASSUMED_LIST_SIZE;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type));
}

function addMeasures(measures: readonly Measure[]): Measure {
  return {
    fields: measures.reduce((sum, { fields }) => sum + fields, 0),
    cost: addAmounts(measures.map(({ cost }) => cost)),
  };
}

function addAmounts(amounts: readonly Amount[]): Amount {
  let constant = 0;
  const varying: ((evaluation: Evaluation) => number)[] = [];
  for (const amount of amounts) {
    if (typeof amount === 'number') constant += amount;
    else varying.push(amount);
  }
  if (varying.length === 0) return constant;
  return (evaluation) => varying.reduce((sum, amount) => sum + amount(evaluation), constant);
}

function multiply(left: Amount, right: Amount): Amount {
  if (typeof left === 'number' && typeof right === 'number') return left === 0 ? 0 : left * right;
  return (evaluation) => {
    const size = evaluate(left, evaluation);
    return size === 0 ? 0 : size * evaluate(right, evaluation);
  };
}

function larger(left: Amount, right: Amount): Amount {
  if (typeof left === 'number' && typeof right === 'number') return Math.max(left, right);
  return (evaluation) => Math.max(evaluate(left, evaluation), evaluate(right, evaluation));
}

function evaluate(amount: Amount, evaluation: Evaluation): number {
  return typeof amount === 'number' ? amount : amount(evaluation);
}

function evaluateOnce(key: string, amount: (evaluation: Evaluation) => number) {
  return (evaluation: Evaluation): number => {
    const known = evaluation.fragments.get(key);
    if (known !== undefined) return known;
    const value = amount(evaluation);
    evaluation.fragments.set(key, value);
    return value;
  };
}
