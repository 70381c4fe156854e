import { CallerError } from '../../errors.ts';
import { type Fault, listFaults } from './faults.ts';
import { isAnswerLate, isLost } from './postgres/connection-lost.ts';

interface Outage {
  readonly isIt: (fault: Fault) => boolean;
  readonly message: string;
}

const hasCode =
  (pattern: RegExp) =>
  ({ code }: Fault) =>
    code !== undefined && pattern.test(code);

/** In the order in which they are asked. Codes are PostgreSQL's SQLSTATEs, Node's and Prisma's. */
const OUTAGES: readonly Outage[] = [
  {
    // 57014: PostgreSQL ended a statement that took too long; isAnswerLate: it did not even do that.
    isIt: (fault) => hasCode(/^57014$/)(fault) || isAnswerLate(fault),
    message: 'The database did not answer in time. Try again in a moment.',
  },
  {
    isIt: hasCode(/^55P03$/),
    message: 'The database is busy with another change of the same data. Try again in a moment.',
  },
  {
    isIt: (fault) => isLost(fault) || hasCode(/^(?:P1001|P1002|P1008|P1017)$/)(fault),
    message: 'The database cannot be reached. Try again in a moment.',
  },
  {
    isIt: hasCode(/^(?:53100|ENOSPC|EDQUOT)$/),
    message: 'The disk of the database is full: nothing can be written until space is freed.',
  },
  {
    isIt: (fault) =>
      hasCode(/^(?:53\w{3}|P2024|P2028|P2037)$/)(fault) ||
      // node-postgres' pool gives it no code.
      fault.message === 'timeout exceeded when trying to connect',
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
  const faults = listFaults(error);
  const outage = OUTAGES.find(({ isIt }) => faults.some(isIt));
  return outage && new CallerError('UNAVAILABLE', outage.message);
}
