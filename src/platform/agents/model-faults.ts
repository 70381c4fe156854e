/** A stream that ended before the model had said that it was done, or an answer with nothing in it. */
export class BrokenAnswer extends Error {
  override readonly name = 'BrokenAnswer';
}

/** A call that took longer than one call may. */
export class CallTimeout extends Error {
  override readonly name = 'CallTimeout';
}

/** An answer that went on for longer than one may. */
export class EndlessAnswer extends Error {
  override readonly name = 'EndlessAnswer';
}

/** HTTP statuses after which the same call may succeed. Others say that the call itself is wrong, or not paid for. */
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([
  408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529,
]);

/** The HTTP status of a failed model call, where there was an answer. */
export function statusOf(error: unknown): number | undefined {
  const status = fieldOf(error, 'status');
  return typeof status === 'number' ? status : undefined;
}

/** Whether the same call may succeed in a while: a timeout, a limit, a fault of the server, a broken connection. */
export function isTransient(error: unknown): boolean {
  if (fieldOf(error, 'code') === 'insufficient_quota' || isEndless(error)) return false;
  const status = statusOf(error);
  return status === undefined || TRANSIENT_STATUSES.has(status);
}

/** Whether a server refused the call because it cannot promise the form of an answer. */
export function refusesAnswerFormat(error: unknown): boolean {
  return (
    statusOf(error) === 400 && error instanceof Error && /response_format|json_schema/iu.test(error.message)
  );
}

/** What may be said of a failed call to whoever asked: the kind of fault, nothing of what the server wrote. */
export function describeFault(error: unknown): string {
  const status = statusOf(error);
  if (status !== undefined) return `HTTP ${status}`;
  if (isEndless(error)) return 'an endless answer';
  if (error instanceof CallTimeout) return 'no answer in time';
  if (error instanceof BrokenAnswer || error instanceof SyntaxError) return 'a broken answer';
  return 'no connection';
}

function isEndless(error: unknown): boolean {
  return error instanceof EndlessAnswer || (error instanceof Error && isEndless(error.cause));
}

/** The field of an error, or of what caused it. */
export function fieldOf(error: unknown, field: string): unknown {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (field in current) return Reflect.get(current, field);
  }
  return undefined;
}
