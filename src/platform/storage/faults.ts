/** What an error, or what caused it, says of itself. */
export interface Fault {
  /** PostgreSQL's SQLSTATE, or a code of Node or Prisma. */
  readonly code: string | undefined;
  readonly message: string;
}

/** Node's codes for what Prisma's adapter gives a name of its own. */
const CODE_OF_KIND: Readonly<Record<string, string>> = {
  DatabaseNotReachable: 'ECONNREFUSED',
  ConnectionClosed: 'ECONNRESET',
  SocketTimeout: 'ETIMEDOUT',
};

/**
 * The error and all that it names as its causes. Those who wrap one: Prisma (`cause`, or `meta.driverAdapterError`, whose own
 * cause is no Error), AggregateError (`errors`).
 */
export function listFaults(error: unknown): readonly Fault[] {
  const faults: Fault[] = [];
  for (let current = error; current instanceof Error; current = current.cause) {
    faults.push({ code: textOf(current, 'code'), message: current.message });
    if (current instanceof AggregateError) faults.push(...current.errors.flatMap(listFaults));
    const meta = fieldOf(current, 'meta');
    faults.push(...listFaults(fieldOf(meta, 'driverAdapterError')), ...readAdapterCause(current.cause));
  }
  return faults;
}

/** What Prisma's adapter made of an error of node-postgres. */
function readAdapterCause(cause: unknown): readonly Fault[] {
  const kind = textOf(cause, 'kind');
  if (cause instanceof Error || kind === undefined) return [];
  return [
    {
      code: textOf(cause, 'originalCode') ?? CODE_OF_KIND[kind],
      message: textOf(cause, 'originalMessage') ?? kind,
    },
  ];
}

function textOf(holder: unknown, field: string): string | undefined {
  const value = fieldOf(holder, field);
  return typeof value === 'string' ? value : undefined;
}

function fieldOf(holder: unknown, field: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, field) : undefined;
}
