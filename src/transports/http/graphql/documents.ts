import { createHash } from 'node:crypto';
import { InMemoryLRUCache, type KeyValueCache } from '@apollo/utils.keyvaluecache';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { z } from 'zod';
import type { Config } from '../../../config.ts';
import { CallerError } from '../../../errors.ts';
import { persistedQueryError } from '../errors/request-faults.ts';
import { createLimitRules } from '../limits/operation-limits.ts';
import { asPersistedQueries, requireTrusted, type TrustedDocuments } from '../limits/trusted-documents.ts';
import type { Asked } from './asked.ts';

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
   * The text that is asked for, be it by its hash alone.
   * @throws CallerError that says what is wrong with the hash, or that there is no text
   */
  findText(asked: Asked): Promise<string>;
  /** Registers a text that came with its hash, as Apollo does with what it runs. */
  keepText(asked: Asked): Promise<void>;
  /** The operation of a document that need not be valid; undefined where there is none of the name, or no telling. */
  findOperation(text: string, name: string | null | undefined): OperationDefinitionNode | undefined;
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
  const kept = trustedDocuments === undefined ? persistedQueries : asPersistedQueries(trustedDocuments);
  return {
    parseOptions,
    limitRules,
    persistedQueries: kept,
    requireTrusted(asked) {
      if (trustedDocuments === undefined) return;
      const { data } = OperationText.safeParse(asked);
      if (data?.query !== undefined) requireTrusted(trustedDocuments, data.query);
    },
    async findText(asked) {
      const hash = readHash(asked);
      if (hash === undefined) {
        if (asked.query) return asked.query;
        throw new CallerError({ code: 'BAD_REQUEST', status: 400 }, 'A "query" must be sent, or its hash.');
      }
      const text = asked.query ?? (await kept.get(keyOf(hash)));
      if (text === undefined) throw persistedQueryError('unknown');
      return text;
    },
    async keepText(asked) {
      const hash = readHash(asked);
      if (hash !== undefined && typeof asked.query === 'string') await kept.set(keyOf(hash), asked.query);
    },
    findOperation(text, name) {
      try {
        return getOperationAST(parse(text, parseOptions), name) ?? undefined;
      } catch {
        return undefined;
      }
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

const PersistedQuery = z.object({ version: z.literal(1), sha256Hash: z.unknown() });

/**
 * The hash by which or with which a text is asked for; undefined where there is none.
 * @throws CallerError where it is of another kind, or of another text
 */
function readHash({ query, extensions }: Asked): string | undefined {
  const given = extensions?.persistedQuery;
  if (given === undefined || given === null) return undefined;
  const { data } = PersistedQuery.safeParse(given);
  if (data === undefined) throw persistedQueryError('version');
  const { sha256Hash } = data;
  const isOfText =
    typeof query !== 'string' || sha256Hash === createHash('sha256').update(query).digest('hex');
  if (typeof sha256Hash !== 'string' || !isOfText) throw persistedQueryError('hash');
  return sha256Hash;
}

/** As Apollo calls it. */
function keyOf(hash: string): string {
  return `apq:${hash}`;
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
    originalError: originalError ?? null,
    extensions: { ...extensions, code },
  });
}
