import {
  type ApolloServerPlugin,
  type GraphQLRequestListener,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server';
import {
  BREAK,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { ReportErrors } from './error-reporting.ts';
import { translateGraphQLError } from './errors.ts';
import type { RequestScope } from './request-facts.ts';

/** Compiling takes milliseconds: an operation that comes once is not worth it, and a flood of different ones must not cost it. */
const RUNS_BEFORE_COMPILING = 2;

interface Candidate {
  runs: number;
  compiled?: CompiledQuery | 'unfit';
}

type RequestToAnswer = Parameters<
  NonNullable<GraphQLRequestListener<RequestScope>['responseForOperation']>
>[0];

const COMPILED_OPERATIONS_KEPT = 500;

/**
 * Executes queries that come again as compiled JavaScript (graphql-jit) in place of graphql-js. They are known by their
 * document, which Apollo's document store hands out again as long as it keeps it.
 */
export function createCompiledOperations(reportErrors: ReportErrors): ApolloServerPlugin<RequestScope> {
  const candidates = new LRUCache<OperationDefinitionNode, Candidate>({ max: COMPILED_OPERATIONS_KEPT });
  const listener: GraphQLRequestListener<RequestScope> = {
    async responseForOperation(request) {
      const compiled = findCompiled(candidates, request);
      if (compiled === undefined) return null;
      const result = await compiled.query(undefined, request.contextValue, request.request.variables ?? {});
      // Variables that do not fit: nothing has run yet, and graphql-js says it in its own words.
      if (!('data' in result)) return null;
      const errors = result.errors ?? [];
      if (errors.length > 0) reportErrors(errors, request);
      return answer(result.data ?? null, errors);
    },
  };
  return { requestDidStart: async () => listener };
}

function findCompiled(
  candidates: LRUCache<OperationDefinitionNode, Candidate>,
  { schema, document, operation }: RequestToAnswer,
): CompiledQuery | undefined {
  // Apollo asks even where no operation has the requested name.
  if (operation?.operation !== 'query') return undefined;
  let candidate = candidates.get(operation);
  if (candidate === undefined) {
    candidate = { runs: 0 };
    candidates.set(operation, candidate);
  }
  if (candidate.compiled === undefined) {
    candidate.runs += 1;
    if (candidate.runs <= RUNS_BEFORE_COMPILING) return undefined;
    candidate.compiled = compile(schema, document, operation);
  }
  return candidate.compiled === 'unfit' ? undefined : candidate.compiled;
}

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledQuery | 'unfit' {
  if (hasVariableInsideLiteral(document)) return 'unfit';
  const compiled = compileQuery(schema, document, operation.name?.value ?? '');
  return isCompiledQuery(compiled) ? compiled : 'unfit';
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

function answer(data: Record<string, unknown> | null, errors: readonly GraphQLError[]): GraphQLResponse {
  const singleResult =
    errors.length === 0
      ? { data }
      : { errors: errors.map((error) => translateGraphQLError(error.toJSON(), error)), data };
  return {
    http: { headers: new HeaderMap() },
    body: { kind: 'single', singleResult },
  };
}
