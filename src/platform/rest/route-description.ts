import type { z } from 'zod';

/** What a route takes and gives, for GET /openapi.json. The schemas are those that the route checks by. */
export interface RouteDescription {
  /** In a few words, for a list. */
  readonly summary: string;
  readonly description?: string;
  /** Under which heading it stands. */
  readonly tag: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly headers?: z.ZodType;
  readonly body?: BodyDescription;
  /** By status. Refusals have one shape for all routes and are not listed. */
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  /** Whether it asks for no token. */
  readonly isPublic?: boolean;
}

export interface BodyDescription {
  readonly types: readonly string[];
  /** Absent: the body is a file. */
  readonly schema?: z.ZodType;
}

export interface AnswerDescription {
  readonly description: string;
  /** JSON by default; null: there is no body. */
  readonly type?: string | null;
  /** Absent: text or a file. */
  readonly schema?: z.ZodType;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly description?: RouteDescription;
    /** Whether the route itself decides from which web origins it is called. */
    readonly hasOwnOrigins?: boolean;
    /** false: @fastify/cors leaves it alone. */
    readonly cors?: false;
  }
}

/** A route's options that put it into GET /openapi.json. */
export function describeRoute(description: RouteDescription) {
  return { config: { description } };
}

/** The options of a route that pages of any origin may call, as far as it lets them: CORS_ORIGINS is for the others. */
export function withOwnOrigins({ config }: Partial<ReturnType<typeof describeRoute>> = {}) {
  return { config: { ...config, hasOwnOrigins: true, cors: false } } as const;
}
