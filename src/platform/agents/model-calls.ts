import { setTimeout as sleep } from 'node:timers/promises';
import { BrokenCircuitError } from 'cockatiel';
import type { Logger } from 'pino';
import { CallerError } from '../../errors.ts';
import { orAbort } from '../shared-runs/or-abort.ts';
import type { RetrySettings } from './agent.ts';
import { CallTimeout, describeFault, isTransient } from './model-faults.ts';
import type { ModelWatch } from './model-watch.ts';
import type { Model } from './models.ts';
import { createRetry, DEFAULT_RETRIES, retryAfterOf } from './retries.ts';
import { BudgetSpent, type Run, RunLeft } from './run.ts';

/** Calls models for one run: the first while it answers, then the next, and never again one that was given up. */
export interface ModelCalls {
  /**
   * Runs the call with the model in charge: again after a transient fault, with backoff and jitter or after the time that
   * the server asked for, and with the next model after that. Where the last one was given up by other runs, it is waited for
   * as long as this run has time.
   * @throws CallerError UPSTREAM_UNAVAILABLE where no model answered; BudgetSpent.
   */
  call<T>(attempt: (model: Model, signal: AbortSignal) => Promise<T>): Promise<T>;
  /** The model in charge. */
  readonly model: Model | undefined;
}

export interface ModelCallsDeps {
  readonly models: readonly Model[];
  readonly retries?: RetrySettings | undefined;
  readonly watch: ModelWatch;
  readonly logger: Logger;
}

/** How often a run looks whether a model that was given up may be tried again. */
const BREAKER_LOOK_MS = 250;

export function createModelCalls(
  { models, retries = DEFAULT_RETRIES, watch, logger }: ModelCallsDeps,
  run: Run,
): ModelCalls {
  /** The index of the model in charge. */
  let current = 0;
  const faults: { model: string; fault: string }[] = [];
  const endsAt = Date.now() + run.budgets.timeoutMs;
  // So that a model that hangs leaves time for the one behind it.
  const callMs = Math.ceil(run.budgets.timeoutMs / (models.length + 1));

  const tryOnce = async <T>(model: Model, attempt: (model: Model, signal: AbortSignal) => Promise<T>) => {
    run.signal.throwIfAborted();
    if (run.usage.modelCalls >= run.budgets.maxModelCalls) {
      throw new BudgetSpent(`it took ${run.budgets.maxModelCalls} model calls without a ${run.name}`);
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

  /** All tries of one call together are one success or one failure of the model. */
  const throughBreaker = async <T>(model: Model, attempts: () => Promise<T>, isLast: boolean): Promise<T> => {
    for (;;) {
      try {
        return await model.breaker.execute(attempts, run.signal);
      } catch (error) {
        if (!(error instanceof BrokenCircuitError) || !isLast) throw error;
        if (Date.now() + BREAKER_LOOK_MS >= endsAt) throw error;
        await sleep(BREAKER_LOOK_MS, undefined, { signal: run.signal });
      }
    }
  };

  return {
    get model() {
      return models[current];
    },
    async call(attempt) {
      for (; current < models.length; current += 1) {
        const model = models[current];
        if (model === undefined) break;
        const isLast = current === models.length - 1;
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
          const attempts = () =>
            policy
              .execute(() => tryOnce(model, attempt), run.signal)
              .catch((error: unknown) => {
                throw isLeft(run.signal)
                  ? new RunLeft('nobody waits for the answer', { cause: error })
                  : error;
              });
          return await orAbort(throughBreaker(model, attempts, isLast), run.signal);
        } catch (error) {
          if (run.signal.aborted || error instanceof BudgetSpent || error instanceof CallerError) throw error;
          const fault = error instanceof BrokenCircuitError ? 'down' : describeFault(error);
          faults.push({ model: model.name, fault });
          logger.warn({ err: error, model: model.name, agent: run.name }, 'a model is given up for this run');
        }
      }
      const list = faults.map(({ model, fault }) => `${model} (${fault})`).join(', ');
      throw new CallerError('UPSTREAM_UNAVAILABLE', `No model answered: ${list}. Try again in a minute.`, {
        models: faults,
      });
    },
  };
}

/** No use in waiting for longer than the run has, nor in asking a model again that hangs while there is another. */
function mayRetry(error: Error, isLast: boolean, endsAt: number): boolean {
  if (error instanceof BudgetSpent || error instanceof CallerError || error instanceof BrokenCircuitError) {
    return false;
  }
  if (error instanceof CallTimeout && !isLast) return false;
  return isTransient(error) && (retryAfterOf(error) ?? 0) < endsAt - Date.now();
}

/** Whether a run was given up for another reason than its time: that says nothing of the model. */
function isLeft({ aborted, reason }: AbortSignal): boolean {
  return aborted && !(reason instanceof DOMException && reason.name === 'TimeoutError');
}
