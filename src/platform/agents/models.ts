import { type CircuitBreakerPolicy, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import { CallerError } from '../../errors.ts';
import { isTransient } from './model-faults.ts';
import type { OfflineWriter } from './offline-writer.ts';
import { BudgetSpent, RunLeft } from './run.ts';

/** A model that runs can call. It outlives them, so that what is known of its health does too. */
export interface Model {
  readonly name: string;
  /** Where its answers come from; see open-model.ts. */
  readonly source: OpenAiServer | OfflineWriter;
  /**
   * Opens after five runs in a row that it failed, with all their retries, so that a model that is down costs the next run no
   * time while there is another one. A run that has no other model waits for it.
   */
  readonly breaker: CircuitBreakerPolicy;
  /** Whether it takes response_format; found out by the first refusal. */
  takesAnswerFormat: boolean;
}

/** A server with the API of OpenAI: OpenAI itself, OpenRouter, Ollama, vLLM. */
export interface OpenAiServer {
  readonly apiKey: string;
  readonly baseUrl: string;
  /** By default the platform's. */
  readonly fetch?: typeof fetch | undefined;
}

/** The models of a server by their names, in the order in which they are to be asked. */
export function connectModels({
  models,
  ...source
}: OpenAiServer & { readonly models: readonly string[] }): Model[] {
  return models.map((name) => ({ name, source, breaker: createBreaker(), takesAnswerFormat: true }));
}

/** A writer that needs no model, as one. */
export function createOfflineModel(name: string, writer: OfflineWriter): Model {
  return { name, source: writer, breaker: createBreaker(), takesAnswerFormat: false };
}

/** After so many runs that it failed in a row, a model is given up for a while. */
const MOST_FAILED_RUNS = 5;

/** @param halfOpenAfter after how many milliseconds one run may try it again */
export function createBreaker(halfOpenAfter = 15_000): CircuitBreakerPolicy {
  return circuitBreaker(
    handleWhen((error) => isTransient(error) && !isOurs(error)),
    { halfOpenAfter, breaker: new ConsecutiveBreaker(MOST_FAILED_RUNS) },
  );
}

/** Ends of a run that say nothing of the model's health. */
function isOurs(error: Error): boolean {
  return error instanceof CallerError || error instanceof BudgetSpent || error instanceof RunLeft;
}
