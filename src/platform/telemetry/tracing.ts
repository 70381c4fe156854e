import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';

/** What a span says of itself, by OpenTelemetry's names. Names and counts; never what a user or a row holds. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanStart {
  /** One of few: a route, a statement's name, never an id. */
  readonly name: string;
  /** `server`: a request that came in; `client`: a call of another process; by default work of this one. */
  readonly kind?: 'server' | 'client';
  readonly attributes?: SpanAttributes;
}

/** One piece of work on the way of a request, until it is ended. */
export interface OpenSpan {
  rename(name: string): void;
  note(attributes: SpanAttributes): void;
  /** Says that it failed, and by what kind of error: messages can hold what a user wrote. */
  fail(kind: string): void;
  end(): void;
  /** Runs `work` so that spans begun in it become children of this one. */
  run<Result>(work: () => Result): Result;
}

/** Tells a collector what a request's time was spent on. Where no collector is set, there is none of this. */
export interface Tracing {
  /** Begins the span of a request that came in, in the trace that its traceparent names or in a new one. */
  receive(headers: IncomingHttpHeaders, start: SpanStart): OpenSpan;
  /** Begins a span under the running one; undefined where none runs: work in the background is not traced. */
  begin(start: SpanStart): OpenSpan | undefined;
  /** Runs `work` in a span under the running one, which fails when `work` does. */
  within<Result>(start: SpanStart, work: () => Promise<Result>): Promise<Result>;
  /** The span that runs now. */
  current(): OpenSpan | undefined;
  /** Header fields that carry the trace to another process. */
  outgoingHeaders(): Readonly<Record<string, string>>;
  /** What a line of the log says of the running span. */
  logFields(): Readonly<Record<string, string>>;
  /** Reports from now on when the collector is away, and when it is back. */
  reportTo(logger: Logger): void;
  /** Delivers what is left, for at most two seconds. */
  close(): Promise<void>;
}

/** Opens tracing where a collector is set. OpenTelemetry is loaded only then. */
export async function openTracing(config: Pick<Config, 'tracesEndpoint'>): Promise<Tracing | undefined> {
  if (config.tracesEndpoint === undefined) return undefined;
  const { openOtlpTracing } = await import('./otlp-tracing.ts');
  return openOtlpTracing(config.tracesEndpoint);
}
