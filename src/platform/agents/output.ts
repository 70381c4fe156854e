import { AIMessage, type BaseMessage } from '@langchain/core/messages';
import { parsePartialJson } from '@langchain/core/output_parsers';
import { z } from 'zod';
import { DraftShape } from '../checks/check-brief.ts';
import { BrokenAnswer } from './model-faults.ts';

/** Asks for the form of a brief, from servers that can promise a form. */
export const ANSWER_FORMAT = {
  type: 'json_schema',
  json_schema: { name: 'brief', strict: true, schema: z.toJSONSchema(DraftShape, { target: 'draft-7' }) },
} as const;

/** The JSON of an answer, also out of a code fence; undefined where there is none. */
export function readAnswer(message: BaseMessage | undefined): unknown {
  const text = message?.text ?? '';
  const json = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The caption of a half-written answer, and whether it has come to its end. */
export function captionSoFar(text: string): { readonly caption: string; readonly isWhole: boolean } {
  const start = text.indexOf('{');
  const partial: unknown = start === -1 ? undefined : parsePartialJson(text.slice(start));
  if (typeof partial !== 'object' || partial === null || !('caption' in partial))
    return { caption: '', isWhole: false };
  const { caption } = partial;
  return {
    caption: typeof caption === 'string' ? caption : '',
    isWhole: Object.keys(partial).at(-1) !== 'caption',
  };
}

/** @throws BrokenAnswer where the model said nothing and called nothing. */
export function rejectEmptyAnswer(message: unknown): AIMessage {
  if (!AIMessage.isInstance(message)) throw new BrokenAnswer('the answer is not a message');
  const calls = [...(message.tool_calls ?? []), ...(message.invalid_tool_calls ?? [])];
  if (message.text.trim() === '' && calls.length === 0) throw new BrokenAnswer('the answer is empty');
  return message;
}

const TokenCounts = z.object({ input_tokens: z.number(), output_tokens: z.number() });

/** What an answer cost, where the server says so. */
export function tokensOf(message: AIMessage): {
  readonly inputTokens: number;
  readonly outputTokens: number;
} {
  const counts = TokenCounts.safeParse(message.usage_metadata).data;
  return { inputTokens: counts?.input_tokens ?? 0, outputTokens: counts?.output_tokens ?? 0 };
}
