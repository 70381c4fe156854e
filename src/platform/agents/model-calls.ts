import {
  BrokenCircuitError,
  DelegateBackoff,
  ExponentialBackoff,
  handleWhen,
  type IBackoff,
  type IRetryBackoffContext,
  retry,
} from 'cockatiel';
import type { Logger } from 'pino';
import { CallerError } from '../../../errors.ts';
import { orAbort } from '../or-abort.ts';
import { CallTimeout, describeFault, isTransient, retryAfterOf } from './model-faults.ts';
import type { ModelWatch } from './model-watch.ts';
import type { ModelSource } from './models.ts';
import { type Run, RunLimitReached } from './run.ts';

export interface RetrySettings {
  /** Further tries of one call of one model. */
  readonly maxRetries: number;
  readonly initialDelayMs: number;
  readonly maxDelayMs: number;
}

export const DEFAULT_RETRIES: RetrySettings = { maxRetries: 4, initialDelayMs: 400, maxDelayMs: 8_000 };

/** Calls models for one run: the first while it answers, then the next, and never again one that was given up. */
export interface ModelCalls {
  /**
   * Runs the call with the model in charge: again after a transient fault, with backoff and jitter or after the time that
   * the server asked for, and with the next model after that.
   * @throws CallerError UPSTREAM_UNAVAILABLE where no model answered; RunLimitReached.
   */
  call<T>(attempt: (model: ModelSource, signal: AbortSignal) => Promise<T>): Promise<T>;
  /** The model in charge. */
  readonly model: ModelSource | undefined;
}

export interface ModelCallsDeps {
  readonly models: readonly ModelSource[];
  readonly retries: RetrySettings;
  readonly watch: ModelWatch;
  readonly logger: Logger;
}

export function createModelCalls({ models, retries, watch, logger }: ModelCallsDeps, run: Run): ModelCalls {
  let place = 0;
  const faults: { model: string; fault: string }[] = [];
  const endsAt = Date.now() + run.limits.timeoutMs;
  // So that a model that hangs leaves time for the one behind it.
  const callMs = Math.ceil(run.limits.timeoutMs / (models.length + 1));

  const tryOnce = async <T>(
    model: ModelSource,
    attempt: (model: ModelSource, signal: AbortSignal) => Promise<T>,
  ) => {
    run.signal.throwIfAborted();
    if (run.usage.modelCalls >= run.limits.maxModelCalls) {
      throw new RunLimitReached(`it took ${run.limits.maxModelCalls} model calls without a brief`);
    }
    await watch.admitCall();
    run.usage.modelCalls += 1;
    const timer = new AbortController();
    const timeout = setTimeout(() => timer.abort(new CallTimeout(`no answer in ${callMs} ms`)), callMs);
    const signal = AbortSignal.any([run.signal, timer.signal]);
    try {
      const answer = await watch.within(model.name, () => orAbort(attempt(model, signal), signal));
      watch.onCall('ok');
      return answer;
    } catch (error) {
      watch.onCall('failed');
      throw error;
    } finally {
      clearTimeout(timeout);
      // What is still open of a call that was given up is closed.
      timer.abort(new CallTimeout('the call is over'));
    }
  };

  return {
    get model() {
      return models[place];
    },
    async call(attempt) {
      for (; place < models.length; place += 1) {
        const model = models[place];
        if (model === undefined) break;
        const isLast = place === models.length - 1;
        const policy = createRetry(retries, (error) => mayRetry(error, isLast, endsAt));
        policy.onRetry((reason) => {
          watch.onRetry();
          if ('error' in reason) {
            logger.warn(
              { err: reason.error, model: model.name, delayMs: reason.delay },
              'a model call is repeated',
            );
          }
        });
        try {
          const attempts = policy.execute(
            () => model.breaker.execute(() => tryOnce(model, attempt)),
            run.signal,
          );
          return await orAbort(attempts, run.signal);
        } catch (error) {
          if (run.signal.aborted || error instanceof RunLimitReached || error instanceof CallerError)
            throw error;
          const fault = error instanceof BrokenCircuitError ? 'down' : describeFault(error);
          faults.push({ model: model.name, fault });
          logger.warn({ err: error, model: model.name }, 'a model is given up for this brief');
        }
      }
      const list = faults.map(({ model, fault }) => `${model} (${fault})`).join(', ');
      throw new CallerError('UPSTREAM_UNAVAILABLE', `No model answered: ${list}. Try again in a minute.`, {
        models: faults,
      });
    },
  };
}

function createRetry(settings: RetrySettings, mayRetryError: (error: Error) => boolean) {
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

/** No use in waiting for longer than the run has, nor in asking a model again that hangs while there is another. */
function mayRetry(error: Error, isLast: boolean, endsAt: number): boolean {
  if (
    error instanceof RunLimitReached ||
    error instanceof CallerError ||
    error instanceof BrokenCircuitError
  ) {
    return false;
  }
  if (error instanceof CallTimeout && !isLast) return false;
  return isTransient(error) && (retryAfterOf(error) ?? 0) < endsAt - Date.now();
}
