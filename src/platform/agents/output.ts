import { parsePartialJson } from '@langchain/core/output_parsers';
import { z } from 'zod';
import type { AgentOutput } from './agent.ts';
import { afterThinking, type FoundObject, findObjects } from './find-objects.ts';
import { jsonSchemaOf } from './json-schema.ts';
import type { Evidence } from './tool.ts';

/** Asks for the form of an answer, from servers that can promise a form; undefined where none is asked for. */
export function formatOf({ form, schema, shape = schema }: AgentOutput<unknown>, name: string) {
  if (form === 'TEXT') return undefined;
  return {
    type: 'json_schema',
    json_schema: { name, strict: true, schema: jsonSchemaOf(shape) },
  } as const;
}

/** So many objects of an answer are held against what is wanted, the last ones: a model drafts a few times, not hundreds. */
const MOST_TRIED = 50;

export type Verdict<Answer> =
  | { readonly isFit: true; readonly answer: Answer }
  | {
      readonly isFit: false;
      readonly reasons: readonly string[];
      /** Whether all of them concern form and figures. */
      readonly isFormal: boolean;
    };

/** Reads what a model said, and gives the answer or every reason against it. */
export function readAnswer<Answer>(
  text: string,
  output: AgentOutput<Answer>,
  evidence: readonly Evidence[],
): Verdict<Answer> {
  if (output.form === 'TEXT') return judge(output.schema.safeParse(text), output, evidence);
  const { objects } = findObjects(text);
  // Of several objects, the last that fits: a model that thinks aloud gives its answer at the end. Where none fits, the longest
  // was meant.
  for (const { value } of objects.slice(-MOST_TRIED).toReversed()) {
    const shaped = output.schema.safeParse(value);
    if (shaped.success) return judge(shaped, output, evidence);
  }
  const longest = objects.reduce<FoundObject | undefined>(
    (best, next) => (best === undefined || next.length >= best.length ? next : best),
    undefined,
  );
  return judge(output.schema.safeParse(longest?.value), output, evidence);
}

function judge<Answer>(
  shaped: z.ZodSafeParseResult<Answer>,
  { check, checkForm }: AgentOutput<Answer>,
  evidence: readonly Evidence[],
): Verdict<Answer> {
  if (!shaped.success)
    return { isFit: false, isFormal: true, reasons: shaped.error.issues.map(describeIssue) };
  const reasons = check?.(shaped.data, evidence) ?? [];
  const formal = checkForm?.(shaped.data, evidence) ?? [];
  if (reasons.length + formal.length === 0) return { isFit: true, answer: shaped.data };
  return { isFit: false, isFormal: reasons.length === 0, reasons: [...reasons, ...formal] };
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return `${path.join('.') || 'The answer'}: ${message}.`;
}

/** What of a half-written answer is told as it grows, and whether that has come to its end. */
export function textSoFar(
  text: string,
  { form, streamed }: AgentOutput<unknown>,
): { readonly text: string; readonly isWhole: boolean } {
  if (form === 'TEXT' || streamed === undefined) return { text, isWhole: false };
  const said = afterThinking(text);
  // A brace in a sentence begins no object.
  const start = said.search(/\{\s*"/u);
  const partial: unknown = start === -1 ? undefined : parsePartialJson(said.slice(start));
  if (typeof partial !== 'object' || partial === null || !(streamed in partial))
    return { text: '', isWhole: false };
  const value: unknown = Reflect.get(partial, streamed);
  return {
    text: typeof value === 'string' ? value : '',
    isWhole: Object.keys(partial).at(-1) !== streamed,
  };
}
