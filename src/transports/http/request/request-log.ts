import type { FastifyBaseLogger } from 'fastify';

type Line = [unknown, ...unknown[]];

/**
 * The log of one request, whose lines carry its id. The child logger behind it is made with the first line: redacting and
 * formatting its fields costs as much as answering from memory, and hardly any request logs.
 */
export class RequestLog implements FastifyBaseLogger {
  readonly #parent: FastifyBaseLogger;
  readonly #bindings: Parameters<FastifyBaseLogger['child']>[0];
  readonly #options: Parameters<FastifyBaseLogger['child']>[1];
  #made: FastifyBaseLogger | undefined;

  constructor(parent: FastifyBaseLogger, ...[bindings, options]: Parameters<FastifyBaseLogger['child']>) {
    this.#parent = parent;
    this.#bindings = bindings;
    this.#options = options;
  }

  get #child(): FastifyBaseLogger {
    this.#made ??= this.#parent.child(this.#bindings, this.#options);
    return this.#made;
  }

  get level(): string {
    return this.#child.level;
  }
  set level(level: string) {
    this.#child.level = level;
  }

  fatal(...line: Line): void {
    Reflect.apply(this.#child.fatal, this.#child, line);
  }
  error(...line: Line): void {
    Reflect.apply(this.#child.error, this.#child, line);
  }
  warn(...line: Line): void {
    Reflect.apply(this.#child.warn, this.#child, line);
  }
  info(...line: Line): void {
    Reflect.apply(this.#child.info, this.#child, line);
  }
  debug(...line: Line): void {
    Reflect.apply(this.#child.debug, this.#child, line);
  }
  trace(...line: Line): void {
    Reflect.apply(this.#child.trace, this.#child, line);
  }
  silent(...line: Line): void {
    Reflect.apply(this.#child.silent, this.#child, line);
  }
  child(...parameters: Parameters<FastifyBaseLogger['child']>): FastifyBaseLogger {
    return this.#child.child(...parameters);
  }
}
