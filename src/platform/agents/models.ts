import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { type CircuitBreakerPolicy, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import { CallerError } from '../../../errors.ts';
import { OfflineChatModel } from '../offline-writer/offline-chat-model.ts';
import { isTransient } from './model-faults.ts';
import { RunLimitReached } from './run.ts';
import { WholeAnswerModel } from './whole-answer-model.ts';

/** A model that runs can call. It outlives them, so that what is known of its health does too. */
export interface ModelSource {
  readonly name: string;
  /** Opens after ten failures in a row, so that a model that is down costs the next run no time. */
  readonly breaker: CircuitBreakerPolicy;
  /** Whether it takes response_format; found out by the first refusal. */
  takesAnswerFormat: boolean;
  /** The model with every request of it bound to the signal. */
  create(signal: AbortSignal): BaseChatModel;
}

export interface OpenAiSettings {
  readonly apiKey: string;
  readonly baseUrl: string;
  /** The first is the one to use, the others stand in for it in this order. */
  readonly models: readonly string[];
  /** By default the platform's. */
  readonly fetch?: typeof fetch | undefined;
}

const LONGEST_ANSWER_TOKENS = 4_000;

/** The models of an OpenAI-compatible server: OpenAI, OpenRouter, Ollama, vLLM. */
export function connectModels(settings: OpenAiSettings): ModelSource[] {
  const { apiKey, baseUrl, models, fetch = globalThis.fetch } = settings;
  return models.map((name) => ({
    name,
    breaker: createBreaker(),
    takesAnswerFormat: true,
    create: (signal) =>
      new WholeAnswerModel({
        model: name,
        apiKey,
        maxTokens: LONGEST_ANSWER_TOKENS,
        // LangChain waits neither for Retry-After nor for our signal; model-calls.ts does both.
        maxRetries: 0,
        configuration: {
          baseURL: baseUrl,
          fetch: (url, init) => fetch(url, { ...init, signal: joinSignals(init?.signal, signal) }),
        },
      }),
  }));
}

/** The writer that needs no model, as a model. */
export function createOfflineModel(): ModelSource {
  return {
    name: 'offline',
    breaker: createBreaker(),
    takesAnswerFormat: false,
    create: () => new OfflineChatModel(),
  };
}

function joinSignals(own: AbortSignal | null | undefined, ours: AbortSignal): AbortSignal {
  return own == null ? ours : AbortSignal.any([own, ours]);
}

function createBreaker(): CircuitBreakerPolicy {
  return circuitBreaker(
    handleWhen((error) => isTransient(error) && !isOurs(error)),
    {
      halfOpenAfter: 15_000,
      breaker: new ConsecutiveBreaker(10),
    },
  );
}

/** Ends of a run that say nothing of the model's health. */
function isOurs(error: Error): boolean {
  return error instanceof CallerError || error instanceof RunLimitReached;
}
