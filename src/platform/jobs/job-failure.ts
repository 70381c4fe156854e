import type { z } from 'zod';
import { CallerError } from '../../errors.ts';
import { explainOutage } from '../storage/outage.ts';
import { redactSecrets } from '../telemetry/secret-values.ts';

/** What is kept of a run that failed, and shown to admins: a sentence without a secret or a row's content. */
export interface JobFailure {
  readonly code: string;
  readonly message: string;
}

/** A run that took longer than its job may. */
export class JobTimeoutError extends Error {
  constructor(seconds: number) {
    super(`The run exceeded its time limit of ${seconds} seconds.`);
    this.name = 'JobTimeoutError';
  }
}

/** A queued job whose payload its handler does not take: repeating it would change nothing. */
export class BadPayloadError extends Error {
  constructor(job: string, { issues }: z.ZodError) {
    const faults = issues.map(({ path, code }) => `${path.join('.') || 'the payload'} (${code})`);
    super(`Invalid payload for ${job}: ${faults.join(', ')}.`);
    this.name = 'BadPayloadError';
  }
}

/** What may be shown of an error. Those that nobody foresaw are in the log alone, as their messages can hold anything. */
export function describeFailure(error: unknown): JobFailure {
  if (error instanceof BadPayloadError) return { code: 'BAD_PAYLOAD', message: error.message };
  if (error instanceof JobTimeoutError) return { code: 'TIMED_OUT', message: error.message };
  const known = error instanceof CallerError ? error : explainOutage(error);
  if (known !== undefined) return { code: known.code, message: redactSecrets(known.message) };
  return {
    code: 'INTERNAL_SERVER_ERROR',
    message: "It failed unexpectedly. The server's log has the cause, under the id of this job.",
  };
}
