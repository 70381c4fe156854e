import { parseRetryAfterMs } from '@langchain/core/utils/async_caller';
import {
  DelegateBackoff,
  ExponentialBackoff,
  handleWhen,
  type IBackoff,
  type IRetryBackoffContext,
  retry,
} from 'cockatiel';
import type { RetrySettings } from './agent.ts';
import { fieldOf } from './model-faults.ts';

export const DEFAULT_RETRIES: RetrySettings = { maxRetries: 4, initialDelayMs: 400, maxDelayMs: 8_000 };

/** Repeats after a growing time, or after the one that the server asked for. */
export function createRetry(settings: RetrySettings, mayRetryError: (error: Error) => boolean) {
  const growing = new ExponentialBackoff<IRetryBackoffContext<unknown>>({
    initialDelay: settings.initialDelayMs,
    maxDelay: settings.maxDelayMs,
  });
  return retry(handleWhen(mayRetryError), {
    maxAttempts: settings.maxRetries,
    backoff: new DelegateBackoff<IRetryBackoffContext<unknown>, IBackoff<IRetryBackoffContext<unknown>>>(
      (context, last) => {
        const state = last === undefined ? growing.next() : last.next(context);
        const asked = 'error' in context.result ? retryAfterOf(context.result.error) : undefined;
        // Some jitter on top, so that those who were told the same do not come back at the same time.
        return {
          delay: asked === undefined ? state.duration : asked + Math.random() * settings.initialDelayMs,
          state,
        };
      },
    ),
  }).dangerouslyUnref();
}

/** How long the server asked us to wait, in milliseconds. */
export function retryAfterOf(error: unknown): number | undefined {
  const headers = fieldOf(error, 'headers');
  if (!(headers instanceof Headers)) return undefined;
  const inMilliseconds = Number(headers.get('retry-after-ms') ?? Number.NaN);
  return Number.isFinite(inMilliseconds) ? inMilliseconds : parseRetryAfterMs(headers.get('retry-after'));
}
