import { CallerError } from '../../../errors.ts';

/** Why a persisted query is refused. Apollo Server says the same of those that it answers: see {@link REQUEST_FAULTS}. */
export const PERSISTED_QUERY_FAULTS = {
  version: {
    code: 'PERSISTED_QUERY_VERSION_NOT_SUPPORTED',
    message: 'This version of persisted queries is not known: extensions.persistedQuery.version must be 1.',
  },
  hash: {
    code: 'PERSISTED_QUERY_HASH_MISMATCH',
    message:
      'extensions.persistedQuery.sha256Hash is not the hash of the query. It must be the SHA-256 of the very text of "query", as 64 lower-case hexadecimal digits.',
  },
  unknown: {
    code: 'PERSISTED_QUERY_NOT_FOUND',
    // Clients (urql's among them) compare this message, and send the text when they find it.
    message: 'PersistedQueryNotFound',
    details: { hint: 'This hash is not known here. Send the text as "query" beside it.' },
  },
} as const;

/** What the caller of a persisted query is told. */
export function persistedQueryError(fault: keyof typeof PERSISTED_QUERY_FAULTS): CallerError {
  const { code, message, ...rest } = PERSISTED_QUERY_FAULTS[fault];
  return new CallerError({ code, status: 400 }, message, 'details' in rest ? rest.details : {});
}

/** A request that Apollo Server refuses before a resolver runs, as its callers are told. */
export interface RequestFault {
  /** What Apollo Server says. Some has no code, and would pass for a fault of ours. */
  readonly pattern: RegExp;
  /** Without one, Apollo's own stands. */
  readonly code?: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

const REQUEST_FAULTS: readonly RequestFault[] = [
  { pattern: /^Unsupported persisted query version$/, ...PERSISTED_QUERY_FAULTS.version },
  { pattern: /^provided sha does not match query$/, ...PERSISTED_QUERY_FAULTS.hash },
  { pattern: /^PersistedQueryNotFound$/, ...PERSISTED_QUERY_FAULTS.unknown },
  {
    pattern: /^Syntax Error: Document contains more that (\d+) tokens.*/,
    code: 'TOO_MANY_TOKENS',
    message:
      'The document has more than $1 tokens. Ask for fewer fields, or send several operations one after another.',
  },
  {
    pattern: /^POST body missing, invalid Content-Type.*/,
    message:
      'The body must be a JSON object with a "query", sent with the header Content-Type: application/json.',
  },
  {
    pattern: /^Operation batching disabled.*/,
    code: 'BATCHING_NOT_SUPPORTED',
    message: 'Send one operation per request: batches are not accepted.',
  },
  {
    pattern: /^GET requests only support query operations, not (\w+) operations$/,
    code: 'METHOD_NOT_ALLOWED',
    message: 'A $1 is sent by POST; GET is for queries.',
  },
  {
    pattern: /^GET requests may not have a content-type header other than application\/json\.$/,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'A GET request has no body: leave the header Content-Type out.',
  },
  {
    pattern: /^An 'accept' header was provided for this request which does not accept .*/,
    code: 'NOT_ACCEPTABLE',
    message:
      'Answers are JSON: let the header Accept take application/json or application/graphql-response+json.',
  },
  {
    pattern: /^Apollo Server supports only GET\/POST requests\.$/,
    code: 'METHOD_NOT_ALLOWED',
    message: 'GraphQL is served by GET and POST.',
  },
];

/** The fault that Apollo Server's message is about, with the message for the caller; undefined where its own is good. */
export function findRequestFault(said: string): RequestFault | undefined {
  const fault = REQUEST_FAULTS.find(({ pattern }) => pattern.test(said));
  return fault && { ...fault, message: said.replace(fault.pattern, fault.message) };
}
