import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { KeyValueCache } from '@apollo/utils.keyvaluecache';
import { parse, stripIgnoredCharacters } from 'graphql';
import { z } from 'zod';
import { CallerError } from '../../../errors.ts';

/** The only operations that a server runs. */
export interface TrustedDocuments {
  /** Whether the text is one of them, whatever its white space and comments. */
  has(text: string): boolean;
  /** The document of an id, or of its SHA-256. */
  find(id: string): string | undefined;
  readonly size: number;
}

/** Documents by id, a list of documents, or the manifest that Apollo's tools write. */
const DocumentsFile = z.union([
  z.array(z.string()).transform((documents) => documents.map((body) => ({ id: hash(body), body }))),
  z
    .object({
      format: z.literal('apollo-persisted-query-manifest'),
      operations: z.array(z.object({ id: z.string(), body: z.string() })),
    })
    .transform(({ operations }) => operations),
  z
    .record(z.string(), z.string())
    .transform((documents) => Object.entries(documents).map(([id, body]) => ({ id, body }))),
]);

/**
 * Reads the list of trusted documents.
 * @throws Error that says what is wrong with the file
 */
export async function readTrustedDocuments(path: string): Promise<TrustedDocuments> {
  return makeTrustedDocuments(await readFile(path, 'utf8'), path);
}

/** @param path where the JSON comes from, for messages */
export function makeTrustedDocuments(json: string, path: string): TrustedDocuments {
  const documents = DocumentsFile.safeParse(parseJson(json, path));
  if (!documents.success) {
    throw new Error(`${path} must hold a JSON object of documents by id, or a JSON list of documents`);
  }
  const byId = new Map<string, string>();
  const texts = new Set<string>();
  for (const { id, body } of documents.data) {
    checkSyntax(body, id, path);
    byId.set(id, body).set(hash(body), body);
    texts.add(body).add(stripIgnoredCharacters(body));
  }
  return {
    has: (text) => texts.has(text) || texts.has(strip(text)),
    find: (id) => byId.get(id),
    size: documents.data.length,
  };
}

/** @throws CallerError FORBIDDEN */
export function requireTrusted(documents: TrustedDocuments, text: string): void {
  if (documents.has(text)) return;
  throw new CallerError(
    'FORBIDDEN',
    'This server runs only the operations on its list, and this one is not on it. Send a listed document, or its id as extensions.persistedQuery.sha256Hash.',
  );
}

/** Lets Apollo find trusted documents where it looks for persisted queries, and register none. */
export function asPersistedQueries(documents: TrustedDocuments): KeyValueCache {
  const prefix = /^apq:/;
  return {
    get: async (key) => documents.find(key.replace(prefix, '')),
    set: async () => undefined,
    delete: async () => false,
  };
}

function parseJson(json: string, path: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error(`${path} is not JSON`, { cause: error });
  }
}

function checkSyntax(body: string, id: string, path: string): void {
  try {
    parse(body);
  } catch (error) {
    throw new Error(
      `${path}: the document ${id} is not GraphQL: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function strip(text: string): string {
  try {
    return stripIgnoredCharacters(text);
  } catch {
    return text;
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
