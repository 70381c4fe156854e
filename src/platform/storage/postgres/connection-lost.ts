import { type Fault, listFaults } from '../faults.ts';

/** Codes of Node's sockets, and of PostgreSQL where it ends a connection or takes none (classes 08 and 57P). */
const LOST =
  /^(?:08\w{3}|57P0[1-5]|E(?:CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|AI_AGAIN)|ENOTFOUND)$/;
/** node-postgres gives these no code. */
const LOST_IN_WORDS = /^(?:Connection terminated|Client has encountered a connection error|timeout expired$)/;

/** Of these, what ended a connection that there was: a new one may do. */
const BROKEN = /^(?:08003|08006|57P0[12]|ECONNRESET|EPIPE)$/;
const BROKEN_IN_WORDS =
  /^(?:Connection terminated|Client has encountered a connection error)(?!.*connection timeout)/;

/** What node-postgres says where nothing came in time. The connection still waits for the answer: it must not be used again. */
const LATE = 'Query read timeout';

/** Whether it says that the database cannot be reached, or that the connection to it is gone. */
export function isLost({ code, message }: Fault): boolean {
  return (code !== undefined && LOST.test(code)) || LOST_IN_WORDS.test(message);
}

/** The same of an error with its causes. */
export function isConnectionLost(error: unknown): boolean {
  return listFaults(error).some(isLost);
}

/** Whether a connection that there was is gone: what had not begun on it may be tried on another one. */
export function isConnectionBroken(error: unknown): boolean {
  return listFaults(error).some(
    ({ code, message }) => (code !== undefined && BROKEN.test(code)) || BROKEN_IN_WORDS.test(message),
  );
}

/** Whether an answer was no longer waited for. */
export function isAnswerLate({ message }: Pick<Fault, 'message'>): boolean {
  return message === LATE;
}
