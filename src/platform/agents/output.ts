import { parsePartialJson } from '@langchain/core/output_parsers';
import { z } from 'zod';
import type { AgentOutput } from './agent.ts';
import type { Evidence } from './tool.ts';

/** Asks for the form of an answer, from servers that can promise a form; undefined where none is asked for. */
export function formatOf({ form, schema, shape = schema }: AgentOutput<unknown>, name: string) {
  if (form === 'TEXT') return undefined;
  return {
    type: 'json_schema',
    json_schema: { name, strict: true, schema: z.toJSONSchema(shape, { target: 'draft-7' }) },
  } as const;
}

export type Verdict<Answer> =
  | { readonly isFit: true; readonly answer: Answer }
  | { readonly isFit: false; readonly reasons: readonly string[] };

/** Reads what a model said, and gives the answer or every reason against it. */
export function readAnswer<Answer>(
  text: string,
  output: AgentOutput<Answer>,
  evidence: readonly Evidence[],
): Verdict<Answer> {
  const shaped = output.schema.safeParse(output.form === 'TEXT' ? text : jsonIn(text));
  const reasons = shaped.success
    ? (output.check?.(shaped.data, evidence) ?? [])
    : shaped.error.issues.map((issue) => `${issue.path.join('.') || 'The answer'}: ${issue.message}.`);
  return shaped.success && reasons.length === 0
    ? { isFit: true, answer: shaped.data }
    : { isFit: false, reasons };
}

/** What of a half-written answer is told as it grows, and whether that has come to its end. */
export function textSoFar(
  text: string,
  { form, streamed }: AgentOutput<unknown>,
): { readonly text: string; readonly isWhole: boolean } {
  if (form === 'TEXT' || streamed === undefined) return { text, isWhole: false };
  const start = text.indexOf('{');
  const partial: unknown = start === -1 ? undefined : parsePartialJson(text.slice(start));
  if (typeof partial !== 'object' || partial === null || !(streamed in partial))
    return { text: '', isWhole: false };
  const value: unknown = Reflect.get(partial, streamed);
  return {
    text: typeof value === 'string' ? value : '',
    isWhole: Object.keys(partial).at(-1) !== streamed,
  };
}

/** The JSON of an answer, also out of a code fence; undefined where there is none. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}
