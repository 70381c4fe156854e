import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { boundAnswer } from './bound-answer.ts';
import type { Model } from './models.ts';
import { OfflineChatModel } from './offline-chat-model.ts';
import { WholeAnswerModel } from './whole-answer-model.ts';

const LONGEST_ANSWER_TOKENS = 4_000;

/** The model as LangChain calls it, with every request bound to the signal, and every answer to so many bytes. */
export function openModel(
  { name, source }: Model,
  signal: AbortSignal,
  maxAnswerBytes: number,
): BaseChatModel {
  if ('respond' in source) return new OfflineChatModel(source);
  const { apiKey, baseUrl, fetch = globalThis.fetch } = source;
  return new WholeAnswerModel({
    model: name,
    apiKey,
    maxTokens: LONGEST_ANSWER_TOKENS,
    // LangChain waits neither for Retry-After nor for our signal; model-calls.ts does both.
    maxRetries: 0,
    configuration: {
      baseURL: baseUrl,
      fetch: async (url, init) => {
        const response = await fetch(url, { ...init, signal: joinSignals(init?.signal, signal) });
        return boundAnswer(response, maxAnswerBytes);
      },
    },
  });
}

function joinSignals(own: AbortSignal | null | undefined, ours: AbortSignal): AbortSignal {
  return own == null ? ours : AbortSignal.any([own, ours]);
}
