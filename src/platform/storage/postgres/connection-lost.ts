/** Codes of Node's sockets, and of PostgreSQL where it ends a connection or takes none (classes 08 and 57P). */
const LOST =
  /^(?:08\w{3}|57P0[1-5]|E(?:CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|AI_AGAIN)|ENOTFOUND)$/;
/** node-postgres gives these no code. */
const LOST_IN_WORDS = /^(?:Connection terminated|Client has encountered a connection error|timeout expired$)/;

/** Whether an error says that the database cannot be reached, or that the connection to it is gone. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isConnectionLost);
  if ('code' in error && typeof error.code === 'string' && LOST.test(error.code)) return true;
  return LOST_IN_WORDS.test(error.message);
}
