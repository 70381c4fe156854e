import {
  BREAK,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type GraphQLSchema,
  getNullableType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { isUnchanging } from '../../../../platform/graph/unchanging.ts';
import type { Variables } from '../../limits/operation-cost.ts';

/** Runs one operation with a root value. */
export type RunCompiled = (
  rootValue: unknown,
  context: unknown,
  variables: Variables,
) => Promise<ExecutionResult>;

/** The same, where the answer may be known: it comes as JSON then, and is without errors. */
export type RunCached = (context: unknown, variables: Variables) => Promise<ExecutionResult | string>;

/** Answers as JSON, by operation and by the unchanging list that they were made of. */
export interface ResponseCache {
  /** undefined where the answer depends on more than one unchanging list. */
  use(run: RunCompiled, document: DocumentNode, operation: OperationDefinitionNode): RunCached | undefined;
}

const TEXTS_KEPT = 20_000;
const CHARACTERS_KEPT = 32 * 1024 * 1024;
const CHARACTERS_KEPT_EACH = 256 * 1024;

const NOTHING_TO_COMPLETE: readonly unknown[] = [];

/** The root value of one run: the resolver of its only field leaves here what it gave. */
class CachedRun {
  list: object | undefined;
  json: string | undefined;

  constructor(readonly find: (list: object) => string | undefined) {}
}

/**
 * Makes an empty cache beside a schema, whose unchanging lists it changes to look into it. A resolver still runs for each
 * request, with everything that guards it: the list that it gives is the key, and only completing it and writing it as JSON
 * is saved.
 */
export function createResponseCache(schema: GraphQLSchema): ResponseCache {
  const texts = new LRUCache<string, string>({
    max: TEXTS_KEPT,
    maxSize: CHARACTERS_KEPT,
    maxEntrySize: CHARACTERS_KEPT_EACH,
    sizeCalculation: ({ length }) => length,
  });
  // A text must not keep the list alive that it was made of: how many lists there are is for those to say who keep them.
  const numbers = new WeakMap<object, number>();
  let lists = 0;
  const numberOf = (list: object): number => {
    const number = numbers.get(list) ?? lists++;
    numbers.set(list, number);
    return number;
  };
  let operations = 0;
  lookUpUnchangingLists(schema);

  return {
    use(run, document, operation) {
      if (!dependsOnOneList(schema, document, operation)) return undefined;
      const id = operations++;
      const find = (list: object) => texts.get(`${numberOf(list)} ${id}`);
      return async (context, variables) => {
        const cached = new CachedRun(find);
        const result = await run(cached, context, variables);
        if (cached.json !== undefined) return cached.json;
        if (cached.list === undefined || result.data == null || result.errors !== undefined) return result;
        const json = JSON.stringify({ data: result.data });
        texts.set(`${numberOf(cached.list)} ${id}`, json);
        return json;
      };
    },
  };
}

function lookUpUnchangingLists(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const { resolve } = field;
    if (resolve === undefined || !isUnchanging(field) || !isListType(getNullableType(field.type))) continue;
    field.resolve = async (source, parameters, context, info) => {
      if (!(source instanceof CachedRun)) return resolve(source, parameters, context, info);
      const list: unknown = await resolve(undefined, parameters, context, info);
      if (!Array.isArray(list)) return list;
      source.list = list;
      source.json = source.find(list);
      return source.json === undefined ? list : NOTHING_TO_COMPLETE;
    };
  }
}

/** Whether an operation asks for one unchanging list alone, and below it for no field with code and under no condition. */
function dependsOnOneList(
  schema: GraphQLSchema,
  document: DocumentNode,
  { selectionSet }: OperationDefinitionNode,
): boolean {
  const [root, ...others] = selectionSet.selections;
  if (root?.kind !== Kind.FIELD || others.length > 0) return false;
  const field = schema.getQueryType()?.getFields()[root.name.value];
  let isOne = field !== undefined && isUnchanging(field) && isListType(getNullableType(field.type));
  const giveUp = () => {
    isOne = false;
    return BREAK;
  };
  const types = new TypeInfo(schema);
  const checkField = (node: FieldNode) =>
    node === root || node.name.value === '__typename' || types.getFieldDef()?.resolve === undefined
      ? undefined
      : giveUp();
  visit(document, visitWithTypeInfo(types, { Directive: giveUp, Field: checkField }));
  return isOne;
}
