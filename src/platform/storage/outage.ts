import { CallerError } from '../../errors.ts';
import { isConnectionLost } from './postgres/connection-lost.ts';

/** How long a client had better wait; no promise. */
const RETRY_AFTER_SECONDS = 5;

interface Outage {
  readonly isIt: (error: Error) => boolean;
  readonly message: string;
}

const hasCode = (pattern: RegExp) => (error: Error) =>
  'code' in error && typeof error.code === 'string' && pattern.test(error.code);

/** In the order in which they are asked. Codes are PostgreSQL's SQLSTATEs, Node's and Prisma's. */
const OUTAGES: readonly Outage[] = [
  {
    isIt: (error) => isConnectionLost(error) || hasCode(/^(?:P1001|P1002|P1008|P1017)$/)(error),
    message: 'The database cannot be reached. Try again in a moment.',
  },
  {
    isIt: hasCode(/^(?:53100|ENOSPC|EDQUOT)$/),
    message: 'The disk of the database is full: nothing can be written until space is freed.',
  },
  {
    isIt: (error) =>
      hasCode(/^(?:53\w{3}|P2024|P2028|P2037)$/)(error) ||
      // node-postgres' pool gives it no code.
      error.message === 'timeout exceeded when trying to connect',
    message: 'The database has no free connection or memory. Try again in a moment.',
  },
  {
    isIt: hasCode(/^25006$/),
    message: 'The database is read-only at the moment, for example during a failover. Try again in a moment.',
  },
];

/**
 * What a caller is told of an error that says that the database is away, full or overloaded: UNAVAILABLE, without an
 * address. Undefined for every other error.
 */
export function explainOutage(error: unknown): CallerError | undefined {
  for (const fault of withCauses(error)) {
    const outage = OUTAGES.find(({ isIt }) => isIt(fault));
    if (outage !== undefined) {
      return new CallerError('UNAVAILABLE', outage.message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
  }
  return undefined;
}

/** The error and what it names as its causes. Those who wrap one: Prisma (`cause`), AggregateError (`errors`). */
function* withCauses(error: unknown): Generator<Error> {
  for (let current = error; current instanceof Error; current = current.cause) {
    yield current;
    if (current instanceof AggregateError) for (const inner of current.errors) yield* withCauses(inner);
  }
}
