import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { BREAK, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, visit } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { measureOperation, type OperationMeasure } from '../../limits/operation-cost.ts';
import type { RequestScope } from '../../request/request-facts.ts';
import { createWrittenAnswers, type RunOrRecall, type WrittenAnswers } from './written-answers.ts';

/** A query that Apollo has parsed, validated, admitted and run before, compiled to JavaScript. */
export interface CompiledOperation {
  readonly operation: OperationDefinitionNode;
  readonly measure: OperationMeasure;
  readonly run: RunOrRecall;
}

export interface CompiledOperations {
  /** Learns from what Apollo runs. */
  readonly plugin: ApolloServerPlugin<RequestScope>;
  /** @param text the document, or the hash under which Apollo found it */
  find(text: string, operationName: string): CompiledOperation | undefined;
}

/** Compiling takes milliseconds: an operation that comes once is not worth it, and a flood of different ones must not cost it. */
const RUNS_BEFORE_COMPILING = 2;

const OPERATIONS_KEPT = 500;
const TEXT_LIMIT = 16 * 1024;

interface Candidate {
  runs: number;
  compiled?: CompiledOperation | 'unfit';
}

/** Compiles (with graphql-jit) the queries that come again, and keeps the ones used last. */
export function createCompiledOperations(): CompiledOperations {
  const written = createWrittenAnswers();
  const candidates = new LRUCache<string, Candidate>({ max: OPERATIONS_KEPT });
  const listener: GraphQLRequestListener<RequestScope> = {
    // Asked once everything that could refuse the operation has let it pass.
    async responseForOperation({ request, source, schema, document, operation, metrics }) {
      // Apollo asks even where no operation has the requested name.
      if (operation?.operation !== 'query' || source.length > TEXT_LIMIT) return null;
      const text = metrics.persistedQueryHit ? request.extensions?.persistedQuery?.sha256Hash : source;
      const key = keyOf(text, request.operationName ?? '');
      const candidate = candidates.get(key) ?? { runs: 0 };
      candidates.set(key, candidate);
      candidate.runs += 1;
      if (candidate.runs === RUNS_BEFORE_COMPILING)
        candidate.compiled = compile(schema, document, operation, written);
      return null;
    },
  };
  return {
    plugin: { requestDidStart: async () => listener },
    find(text, operationName) {
      const compiled = candidates.get(keyOf(text, operationName))?.compiled;
      return compiled === 'unfit' ? undefined : compiled;
    },
  };
}

function keyOf(text: string, operationName: string): string {
  return `${operationName}\n${text}`;
}

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  written: WrittenAnswers,
): CompiledOperation | 'unfit' {
  if (hasVariableInsideLiteral(document)) return 'unfit';
  const run = written.plan(schema, document, operation) ?? compileWhole(schema, document, operation);
  return run === undefined
    ? 'unfit'
    : { operation, measure: measureOperation(schema, document, operation), run };
}

function compileWhole(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): RunOrRecall | undefined {
  const compiled = compileQuery(schema, document, operation.name?.value ?? '');
  if (!isCompiledQuery(compiled)) return undefined;
  return async (context, variables) => {
    const result = await compiled.query(undefined, context, variables);
    // Variables that do not fit: graphql-js says it in its own words.
    return result.data === undefined ? undefined : result;
  };
}

/** graphql-jit makes null of a variable that was left out within an object or a list; graphql-js leaves it out. */
function hasVariableInsideLiteral(document: DocumentNode): boolean {
  let depth = 0;
  let found = false;
  const literal = { enter: () => void depth++, leave: () => void depth-- };
  visit(document, {
    ObjectValue: literal,
    ListValue: literal,
    Variable() {
      if (depth === 0) return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}
