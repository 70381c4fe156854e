import { z } from 'zod';
import {
  integer,
  list,
  retentionDays,
  setting,
  truth,
  url,
  type ValuesOf,
} from '../../platform/settings/setting.ts';

/** Who writes briefs, and what a brief may take. */
export const briefSettings = {
  apiKey: setting('OPENAI_API_KEY', z.string().min(1).optional(), {
    takes: 'the key of an OpenAI-compatible server (Ollama and vLLM take any text)',
    about:
      'The key of the language model that writes briefs. Without it, briefs are written offline, in English.',
    isSecret: true,
  }),
  baseUrl: setting('OPENAI_BASE_URL', url(['http:', 'https:']).default('https://api.openai.com/v1'), {
    takes: 'the address of an OpenAI-compatible API, such as http://127.0.0.1:11434/v1',
    about: 'The address of the language model: OpenAI by default, or OpenRouter, Ollama, vLLM.',
  }),
  model: setting('BRIEF_MODEL', z.string().min(1).default('gpt-4.1-mini'), {
    takes: 'the name of a model that can call tools',
    about: 'The model that writes briefs.',
  }),
  fallbackModels: setting('BRIEF_FALLBACK_MODELS', list((name) => name !== '').default([]), {
    takes: 'names of models, separated by commas',
    about: 'The models that stand in, in this order, where the one before does not answer.',
  }),
  timeoutMs: setting('BRIEF_TIMEOUT_MS', integer(100, 600_000, 60_000), {
    takes: 'milliseconds from 100 to 600000',
    about: 'Time limit for writing one brief, including retries.',
  }),
  maxModelCalls: setting('BRIEF_MAX_MODEL_CALLS', integer(3, 100, 12), {
    takes: 'a number from 3 to 100',
    about: 'Maximum model calls for one brief, including failed ones.',
  }),
  maxTokens: setting('BRIEF_MAX_TOKENS', integer(1_000, 10_000_000, 100_000), {
    takes: 'a number from 1000 to 10000000',
    about: 'Maximum tokens for one brief, input and output together.',
  }),
  cacheSeconds: setting('BRIEF_CACHE_TTL', integer(1, 2_592_000, 1_800), {
    takes: 'seconds from 1 to 2592000',
    about: 'How long a brief is served again for the same request. Each use restarts the time.',
  }),
  fallsBackOffline: setting('BRIEF_OFFLINE_FALLBACK', truth().default(false), {
    takes: 'true or false',
    about: 'Whether a brief is written offline where there is a key and no model answers.',
  }),
  retentionDays: retentionDays(
    'BRIEF_RETENTION_DAYS',
    'How long briefs are kept after they were written. Without it, forever.',
  ),
};

export type BriefSettings = ValuesOf<typeof briefSettings>;

/** The models to ask, the first before those that stand in for it. */
export function listModels({
  model,
  fallbackModels,
}: Pick<BriefSettings, 'model' | 'fallbackModels'>): string[] {
  return [...new Set([model, ...fallbackModels])];
}
