import {
  type ASTVisitor,
  BREAK,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  GraphQLObjectType,
  type GraphQLResolveInfo,
  GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  TypeInfo,
  type VariableDefinitionNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { isUnchanging } from '../../../../platform/graph/unchanging.ts';
import type { Variables } from '../../limits/operation-cost.ts';

/**
 * Runs an operation whose answer may have been written before.
 * @returns the whole answer in JSON where there are no errors; undefined where the variables do not fit and nothing has run
 */
export type RunOrRecall = (
  context: unknown,
  variables: Variables,
) => Promise<ExecutionResult | string | undefined>;

/** What was written of unchanging results, by operation and result. */
export interface WrittenAnswers {
  /** undefined where the answer depends on more than the one object that the operation's resolver gives. */
  plan(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
  ): RunOrRecall | undefined;
}

const NO_VARIABLES = {};

const RESULTS_KEPT = 10_000;
const CHARACTERS_KEPT = 32 * 1024 * 1024;
const CHARACTERS_KEPT_EACH = 256 * 1024;

/**
 * Makes an empty memory of answers. A resolver still runs for each request, with everything that guards it: what it gives is the
 * key, and only completing and writing it down is saved.
 */
export function createWrittenAnswers(): WrittenAnswers {
  const texts = new LRUCache<object, Written>({
    max: RESULTS_KEPT,
    maxSize: CHARACTERS_KEPT,
    sizeCalculation: ({ size }) => size,
  });
  const completingSchemas = new WeakMap<GraphQLSchema, GraphQLSchema>();
  let operations = 0;

  const findCompletingSchema = (schema: GraphQLSchema): GraphQLSchema => {
    const made = completingSchemas.get(schema) ?? makeCompletingSchema(schema);
    completingSchemas.set(schema, made);
    return made;
  };

  return {
    plan(schema, document, operation) {
      const root = findRoot(schema, document, operation);
      if (root === undefined) return undefined;
      const completion = compileQuery(
        findCompletingSchema(schema),
        keepCompletion(document, operation, root),
      );
      if (!isCompiledQuery(completion)) return undefined;
      operations += 1;
      const number = operations;
      return async (context, variables) => {
        const given = await resolveRoot(root, context, variables);
        if (given === undefined || typeof given.value !== 'object' || given.value === null) {
          return given && completion.query(given, context, NO_VARIABLES);
        }
        const written = texts.get(given.value);
        const known = findText(written, number);
        if (known !== undefined) return known;
        const result = await completion.query(given, context, NO_VARIABLES);
        if (result.data == null || (result.errors?.length ?? 0) > 0) return result;
        const text = JSON.stringify({ data: result.data });
        const size = text.length + (written?.size ?? 0);
        if (size <= CHARACTERS_KEPT_EACH)
          texts.set(given.value, { operation: number, text, size, next: written });
        return text;
      };
    },
  };
}

/** The texts of one result, the latest first. */
interface Written {
  readonly operation: number;
  readonly text: string;
  /** The characters of this text and of those behind it. */
  readonly size: number;
  readonly next: Written | undefined;
}

function findText(written: Written | undefined, operation: number): string | undefined {
  for (let place = written; place !== undefined; place = place.next) {
    if (place.operation === operation) return place.text;
  }
  return undefined;
}

/** The one field that an operation asks for, whose result is unchanging. */
interface Root {
  readonly schema: GraphQLSchema;
  readonly field: GraphQLField<unknown, unknown>;
  readonly definitions: readonly VariableDefinitionNode[];
  readonly node: FieldNode;
  readonly resolve: GraphQLFieldResolver<unknown, unknown>;
  describe(variableValues: GraphQLResolveInfo['variableValues']): GraphQLResolveInfo;
}

function findRoot(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Root | undefined {
  const [node, ...others] = operation.selectionSet.selections;
  const parentType = schema.getQueryType();
  if (node?.kind !== Kind.FIELD || others.length > 0 || (node.directives?.length ?? 0) > 0) return undefined;
  const field = parentType?.getFields()[node.name.value];
  if (parentType == null || field?.resolve === undefined || !isUnchanging(field)) return undefined;
  const fragments = listFragments(document);
  if (!dependsOnResultAlone(schema, { field, node }, Object.values(fragments))) return undefined;
  const key = node.alias?.value ?? node.name.value;
  const path = { prev: undefined, key, typename: parentType.name };
  return {
    schema,
    field,
    node,
    definitions: operation.variableDefinitions ?? [],
    resolve: field.resolve,
    describe: (variableValues) => ({
      fieldName: field.name,
      fieldNodes: [node],
      returnType: field.type,
      parentType,
      path,
      schema,
      fragments,
      rootValue: undefined,
      operation,
      variableValues,
    }),
  };
}

/** Below the root: no variable (of a directive, say), and no field with code of its own. */
function dependsOnResultAlone(
  schema: GraphQLSchema,
  root: Pick<Root, 'field' | 'node'>,
  fragments: readonly FragmentDefinitionNode[],
): boolean {
  const { selectionSet } = root.node;
  const isPlain = (typeInfo: TypeInfo, part: SelectionSetNode | FragmentDefinitionNode): boolean => {
    let found = true;
    const giveUp = () => {
      found = false;
      return BREAK;
    };
    const visitor: ASTVisitor = {
      Field({ name }) {
        const field = typeInfo.getFieldDef();
        const isCode = name.value !== '__typename' && field?.resolve !== undefined;
        return field == null || isCode ? giveUp() : undefined;
      },
      Variable: giveUp,
    };
    visit(part, visitWithTypeInfo(typeInfo, visitor));
    return found;
  };
  return (
    (selectionSet === undefined ||
      isPlain(new TypeInfo(schema, getNamedType(root.field.type)), selectionSet)) &&
    fragments.every((fragment) => isPlain(new TypeInfo(schema), fragment))
  );
}

function listFragments(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  return Object.fromEntries(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
}

/** What a resolver gave. */
interface Given {
  readonly value?: unknown;
  readonly error?: unknown;
}

/** Runs the resolver as graphql-js does; undefined where the variables or arguments do not fit. */
async function resolveRoot(
  { field, node, schema, definitions, resolve, describe }: Root,
  context: unknown,
  variables: Variables,
): Promise<Given | undefined> {
  const { coerced: variableValues } = getVariableValues(schema, definitions, variables, {
    maxErrors: 1,
  });
  if (variableValues === undefined) return undefined;
  let values: Readonly<Record<string, unknown>>;
  try {
    values = getArgumentValues(field, node, variableValues);
  } catch {
    return undefined;
  }
  try {
    return { value: await resolve(undefined, values, context, describe(variableValues)) };
  } catch (error) {
    return { error };
  }
}

/** The operation without its variables and the root's arguments, which the resolver has read. */
function keepCompletion(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  { node }: Root,
): DocumentNode {
  const selectionSet = { ...operation.selectionSet, selections: [{ ...node, arguments: [] }] };
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return {
    ...document,
    definitions: [{ ...operation, variableDefinitions: [], selectionSet }, ...fragments],
  };
}

/** The same graph, whose queries take as their result what was given already. */
function makeCompletingSchema(schema: GraphQLSchema): GraphQLSchema {
  const { types, query, ...config } = schema.toConfig();
  if (query == null) throw new Error('a graph without queries has nothing to complete');
  const { fields, ...queryConfig } = query.toConfig();
  const resolve: GraphQLFieldResolver<Given, unknown> = (given) => {
    if ('error' in given) throw given.error;
    return given.value;
  };
  const completing = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, { ...field, args: {}, resolve }]),
  );
  return new GraphQLSchema({
    ...config,
    query: new GraphQLObjectType({ ...queryConfig, fields: completing }),
    types: types.filter((type) => type !== query),
  });
}
