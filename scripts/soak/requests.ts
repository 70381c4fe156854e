import { z } from 'zod';
import type { Server } from './server.ts';
import type { Tally } from './tally.ts';

/** Whoever waits so long is told that nobody answers: a request that hangs is a fault. */
const ANSWERS_WITHIN_MS = 30_000;

const Failure = z.object({ message: z.string(), extensions: z.object({ code: z.string() }) });
const Answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(Failure).optional(),
});
const RouteError = z.object({ code: z.string(), message: z.string() });

export interface GraphQLRequest {
  readonly operation: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The client's address, as the proxy before the server would say it. */
  readonly from?: string;
  /** Codes that this request is made to bring about. */
  readonly expects?: readonly string[];
}

export interface Requests {
  /** @returns the data; undefined where it failed, which is counted */
  graphql(server: Server, request: GraphQLRequest): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** Follows a subscription to its end. */
  follow(server: Server, request: GraphQLRequest): Promise<void>;
  /** Sends a file. @returns the outcome as the server told it; undefined where it failed */
  upload(server: Server, source: string, file: string): Promise<unknown>;
  /** Begins a request and hangs up at that moment, or reads its answer where that came first. */
  hangUp(server: Server, path: string, init: RequestInit, afterMs: number): Promise<void>;
  headers(from?: string): Record<string, string>;
}

/** Sends requests with the token, and counts how they end. */
export function createRequests(token: string | undefined, tally: Tally): Requests {
  const headers = (from?: string) => ({
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(from !== undefined && { 'x-forwarded-for': from }),
  });
  const timed = async <Result>(
    server: Server,
    operation: string,
    expects: readonly string[],
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result | undefined> => {
    const startedAt = performance.now();
    const end = (code: string, isExcused: boolean, message?: string) =>
      tally.count({
        operation,
        code,
        isExcused,
        milliseconds: performance.now() - startedAt,
        ...(message !== undefined && { message }),
      });
    try {
      const result = await work(AbortSignal.timeout(ANSWERS_WITHIN_MS));
      end('OK', true);
      return result;
    } catch (error) {
      const { code, message } = describe(error);
      const isOutage = ['UNAVAILABLE', 'CONNECTION_LOST', 'NO_ANSWER'].includes(code);
      end(code, expects.includes(code) || (isOutage && server.wasDisturbed(startedAt)), message);
      return undefined;
    }
  };
  const post = (server: Server, path: string, request: GraphQLRequest, accept: string, signal: AbortSignal) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { ...headers(request.from), accept },
      body: JSON.stringify({ query: request.query, variables: request.variables ?? {} }),
      signal,
    });

  return {
    headers,
    graphql: (server, request) =>
      timed(server, request.operation, request.expects ?? [], async (signal) => {
        const response = await post(server, '/graphql', request, 'application/json', signal);
        const { data, errors } = Answer.parse(await response.json());
        const [first] = errors ?? [];
        if (first !== undefined) throw new AnswerError(first.extensions.code, first.message);
        return data ?? {};
      }),
    follow: (server, request) =>
      timed(server, request.operation, request.expects ?? [], async (signal) => {
        const response = await post(server, '/graphql/stream', request, 'text/event-stream', signal);
        const text = await response.text();
        const [, code] = /"code":"([A-Z_]+)"/.exec(text) ?? [];
        if (code !== undefined) throw new AnswerError(code, text.slice(0, 300));
        if (!text.includes('event: complete')) throw new AnswerError('CONNECTION_LOST', text.slice(-300));
      }),
    upload: (server, source, file) =>
      timed(server, 'import', [], async (signal) => {
        const response = await fetch(`${server.url}/imports?${new URLSearchParams({ source })}`, {
          method: 'POST',
          headers: { ...headers(), 'content-type': 'text/csv' },
          body: file,
          signal,
        });
        const answer: unknown = await response.json();
        if (response.ok || response.status === 422) return answer;
        const { code, message } = RouteError.parse(answer);
        throw new AnswerError(code, message);
      }),
    async hangUp(server, path, init, afterMs) {
      try {
        const response = await fetch(`${server.url}${path}`, {
          ...init,
          signal: AbortSignal.timeout(afterMs),
        });
        await response.arrayBuffer();
      } catch {
        // That is what it is for; what the server makes of it shows in its log and in its life.
      }
      tally.note('clients that hung up');
    },
  };
}

class AnswerError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

function describe(error: unknown): { code: string; message: string } {
  if (error instanceof AnswerError) return { code: error.code, message: error.message };
  if (error instanceof z.ZodError || error instanceof SyntaxError)
    return { code: 'ANSWER_OF_ANOTHER_SHAPE', message: error.message };
  if (error instanceof Error && error.name === 'TimeoutError')
    return { code: 'NO_ANSWER', message: `none within ${ANSWERS_WITHIN_MS / 1_000} s` };
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return { code: 'CONNECTION_LOST', message: String(cause) };
}
