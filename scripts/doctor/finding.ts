/** What the doctor found out of one part of the installation. */
export interface Finding {
  readonly part:
    | 'node'
    | 'settings'
    | 'data folder'
    | 'database'
    | 'connections'
    | 'migrations'
    | 'Redis'
    | 'model'
    | 'disk';
  /** `warn`: it works, and something had better be done; `skip`: it is not in use. */
  readonly state: 'ok' | 'warn' | 'fault' | 'skip';
  readonly message: string;
  /** What to do, for each warning and fault. */
  readonly remedy?: string;
}

/** What an error says, in words to print: also of an address with several IPs, of which each gave its own error. */
export function describeError(error: unknown): string {
  if (error instanceof AggregateError && error.message === '')
    return error.errors.map(describeError).join('; ');
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${describeError(error.cause)})` : '';
  return `${error.message}${cause}`;
}
