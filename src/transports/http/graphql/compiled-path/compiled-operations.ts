import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import {
  BREAK,
  type DocumentNode,
  execute,
  type GraphQLSchema,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { RequestScope } from '../../request/request-facts.ts';
import {
  createResponseCache,
  type ResponseCache,
  type RunCached,
  type RunCompiled,
} from './response-cache.ts';

/** A query that Apollo has parsed, validated and run before, compiled to JavaScript. */
export interface CompiledOperation {
  readonly operation: OperationDefinitionNode;
  readonly document: DocumentNode;
  readonly run: RunCached;
}

export interface CompiledOperations {
  /** Learns from what Apollo runs. */
  readonly plugin: ApolloServerPlugin<RequestScope>;
  find(document: DocumentName, operationName: string): CompiledOperation | undefined;
}

/** A document as it was asked for: by its text, or by the hash under which Apollo found it. One never stands for the other. */
export type DocumentName = { readonly text: string } | { readonly hash: string };

/** Compiling takes milliseconds: an operation that comes once is not worth it, and a flood of different ones must not cost it. */
const RUNS_BEFORE_COMPILING = 2;

const OPERATIONS_KEPT = 500;
const TEXT_LIMIT = 16 * 1024;

interface Candidate {
  runs: number;
  compiled?: CompiledOperation | 'unfit';
}

/** Compiles (with graphql-jit) the queries that come again, and keeps the ones used last. */
export function createCompiledOperations(schema: GraphQLSchema): CompiledOperations {
  const responses = createResponseCache(schema);
  const candidates = new LRUCache<string, Candidate>({ max: OPERATIONS_KEPT });
  const listener: GraphQLRequestListener<RequestScope> = {
    // Asked once everything that could refuse the operation has let it pass.
    async responseForOperation({ request, source, document, operation, metrics }) {
      // Apollo asks even where no operation has the requested name.
      if (operation?.operation !== 'query' || source.length > TEXT_LIMIT) return null;
      const hash = metrics.persistedQueryHit ? request.extensions?.persistedQuery?.sha256Hash : undefined;
      const key = keyOf(hash === undefined ? { text: source } : { hash }, request.operationName ?? '');
      const candidate = candidates.get(key) ?? { runs: 0 };
      candidates.set(key, candidate);
      candidate.runs += 1;
      if (candidate.runs === RUNS_BEFORE_COMPILING)
        candidate.compiled = compile(schema, document, operation, responses);
      return null;
    },
  };
  return {
    plugin: { requestDidStart: async () => listener },
    find(document, operationName) {
      const compiled = candidates.get(keyOf(document, operationName))?.compiled;
      return compiled === 'unfit' ? undefined : compiled;
    },
  };
}

function keyOf(document: DocumentName, operationName: string): string {
  return 'text' in document
    ? `${operationName}\ntext\n${document.text}`
    : `${operationName}\nhash\n${document.hash}`;
}

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  responses: ResponseCache,
): CompiledOperation | 'unfit' {
  const operationName = operation.name?.value ?? null;
  const compiled = hasVariableInsideLiteral(document)
    ? undefined
    : compileQuery(schema, document, operationName ?? '');
  if (compiled === undefined || !isCompiledQuery(compiled)) return 'unfit';
  const run: RunCompiled = async (rootValue, contextValue, variableValues) => {
    const result = await compiled.query(rootValue, contextValue, variableValues);
    if (result.data !== undefined) return result;
    // The variables do not fit, and nothing has run: graphql-js says it in its own words.
    return execute({ schema, document, operationName, contextValue, variableValues });
  };
  return {
    document,
    operation,
    run:
      responses.use(run, document, operation) ?? ((context, variables) => run(undefined, context, variables)),
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
