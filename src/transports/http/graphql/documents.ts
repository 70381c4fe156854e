import { InMemoryLRUCache, type KeyValueCache } from '@apollo/utils.keyvaluecache';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { z } from 'zod';
import type { Config } from '../../../config.ts';
import { createLimitRules } from '../limits/operation-limits.ts';
import { asPersistedQueries, requireTrusted, type TrustedDocuments } from '../limits/trusted-documents.ts';

export interface DocumentOptions {
  readonly config: Pick<Config, 'operationLimits' | 'introspection'>;
  readonly schema: GraphQLSchema;
  /** The only documents that run; by default, all do that keep the limits. */
  readonly trustedDocuments?: TrustedDocuments | undefined;
  /** Where automatic persisted queries are kept; by default 10 MB of this process's memory. */
  readonly persistedQueries?: KeyValueCache | undefined;
}

/** Which documents the server runs, the same whichever way they come in. */
export interface Documents {
  /** How a document is parsed and what it must keep beyond GraphQL's own rules, for Apollo, which does both itself. */
  readonly parseOptions: { readonly maxTokens: number };
  readonly limitRules: readonly ValidationRule[];
  /** Texts by `apq:` and their SHA-256. */
  readonly persistedQueries: KeyValueCache;
  /**
   * Refuses the document of a request's body or query string where only trusted ones run and it is none of them.
   * @throws CallerError FORBIDDEN
   */
  requireTrusted(asked: unknown): void;
  /**
   * Parses and validates as Apollo does.
   * @throws InvalidDocument, whose errors have Apollo's codes
   */
  read(text: string): DocumentNode;
}

const PERSISTED_QUERIES_BYTES = 10 * 1024 * 1024;

export function createDocuments({
  config,
  schema,
  trustedDocuments,
  persistedQueries = new InMemoryLRUCache({ maxSize: PERSISTED_QUERIES_BYTES }),
}: DocumentOptions): Documents {
  const parseOptions = { maxTokens: config.operationLimits.tokens };
  const limitRules = createLimitRules(config.operationLimits);
  const rules = [...specifiedRules, ...limitRules];
  const refuse = (errors: readonly GraphQLError[], code: string): InvalidDocument =>
    new InvalidDocument(errors.map((error) => addCode(error, code, config)));
  return {
    parseOptions,
    limitRules,
    persistedQueries:
      trustedDocuments === undefined ? persistedQueries : asPersistedQueries(trustedDocuments),
    requireTrusted(asked) {
      if (trustedDocuments === undefined) return;
      const { data } = OperationText.safeParse(asked);
      if (data?.query !== undefined) requireTrusted(trustedDocuments, data.query);
    },
    read(text) {
      let document: DocumentNode;
      try {
        document = parse(text, parseOptions);
      } catch (error) {
        throw error instanceof GraphQLError ? refuse([error], 'GRAPHQL_PARSE_FAILED') : error;
      }
      const errors = validate(schema, document, rules);
      if (errors.length > 0) throw refuse(errors, 'GRAPHQL_VALIDATION_FAILED');
      return document;
    },
  };
}

const OperationText = z.object({ query: z.string().optional() });

/** All that is wrong with a document. */
export class InvalidDocument extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('the document is not valid');
    this.name = 'InvalidDocument';
    this.errors = errors;
  }
}

/** Gives an error the code that Apollo gives it, and no name of the schema to who may not ask for the schema. */
function addCode(
  error: GraphQLError,
  code: string,
  { introspection }: Pick<Config, 'introspection'>,
): GraphQLError {
  const { nodes, source, positions, extensions, originalError } = error;
  const message = introspection ? error.message : error.message.replace(/ ?Did you mean .*\?$/u, '');
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    extensions: { ...extensions, code },
  });
}
    originalError: originalError ?? null,
