import { parsePartialJson } from '@langchain/core/output_parsers';
import { z } from 'zod';
import type { AgentOutput } from './agent.ts';
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
  const objects = jsonObjectsIn(text);
  // Of several objects, the last that fits: a model that thinks aloud gives its answer at the end. Where none fits, the longest
  // was meant.
  const longest = objects.reduce<Found | undefined>(
    (best, next) => (best === undefined || next.length >= best.length ? next : best),
    undefined,
  );
  const fit = objects.map(({ value }) => output.schema.safeParse(value)).findLast(({ success }) => success);
  return judge(fit ?? output.schema.safeParse(longest?.value), output, evidence);
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

/** What a model says after it has thought aloud; nothing while it still does. */
function afterThinking(text: string): string {
  const end = text.lastIndexOf('</think>');
  if (end !== -1) return text.slice(end + '</think>'.length);
  return /^\s*<think>/u.test(text) ? '' : text;
}

/** An object of an answer, and how many characters it takes. */
interface Found {
  readonly value: unknown;
  readonly length: number;
}

/** So many braces that begin no object are looked behind. */
const MOST_STRAY_BRACES = 200;

/**
 * The JSON objects of an answer in their order, out of code fences and sentences, and not those within another one. What a model
 * thinks before it answers counts where nothing else is there.
 */
function jsonObjectsIn(text: string): Found[] {
  const said = objectsIn(afterThinking(text));
  return said.length > 0 ? said : objectsIn(text);
}

function objectsIn(text: string): Found[] {
  const objects: Found[] = [];
  let strays = 0;
  for (let at = text.indexOf('{'); at !== -1 && strays < MOST_STRAY_BRACES; ) {
    const end = endOfObject(text, at);
    const value = end === undefined ? undefined : parseJson(text.slice(at, end));
    if (end === undefined || value === undefined) strays += 1;
    else objects.push({ value, length: end - at });
    at = text.indexOf('{', value === undefined ? at + 1 : end);
  }
  return objects;
}

/** Where the object that begins there ends, braces in texts left aside. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let isText = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (isText) {
      if (character === '\\') at += 1;
      else if (character === '"') isText = false;
    } else if (character === '"') isText = true;
    else if (character === '{') depth += 1;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
