import type { Logger } from 'pino';
import type { z } from 'zod';
import type { ModelWatch } from './model-watch.ts';
import type { Model } from './models.ts';
import type { Budgets } from './run.ts';
import type { AgentTool, Evidence } from './tool.ts';

/** What was said before, or is said now. */
export interface AgentMessage {
  readonly from: 'user' | 'assistant';
  readonly text: string;
}

/** The form of an answer and what it has to hold to. */
export interface AgentOutput<Answer> {
  /** TEXT: the answer is all that the model says. JSON: it is one JSON object, which may stand in a code fence. */
  readonly form: 'TEXT' | 'JSON';
  readonly schema: z.ZodType<Answer>;
  /** The form that servers are asked to promise, where that is less than the schema; JSON only. */
  readonly shape?: z.ZodType;
  /** What else is wrong with an answer, each a sentence that says what would be right. Empty: it may be used. */
  check?(answer: Answer, evidence: readonly Evidence[]): readonly string[];
  /**
   * The same of its form and its figures, which a model mends without thinking anew: where there is nothing else against an
   * answer, it may be mended once more.
   */
  checkForm?(answer: Answer, evidence: readonly Evidence[]): readonly string[];
  /** The key of the text that is told of as it grows; by default all that the model says. JSON only. */
  readonly streamed?: string;
}

/** What an agent is to do, with what, and how much it may take. */
export interface AgentTask<Answer, Context> {
  /** What is made, in a word, such as `brief`. It stands in logs, in errors and in what the model is told. */
  readonly name: string;
  /** Never empty. The first is the one to use, the others stand in for it in this order. */
  readonly models: readonly Model[];
  /** The standing instructions. */
  readonly system: string;
  /** The conversation. It ends with what is asked for. */
  readonly messages: readonly AgentMessage[];
  readonly tools: readonly AgentTool<Context>[];
  /** What tools are given beside the model's arguments: who asks, and what they may see. */
  readonly context: Context;
  readonly output: AgentOutput<Answer>;
  /** Says to the model what was wrong with its answer, which it then may give once more, or twice where only its form was wrong. Without it, it may not. */
  repair?(reasons: readonly string[]): string;
  readonly budgets: Budgets;
  /** Fires when nobody waits for the answer anymore. */
  readonly signal: AbortSignal;
  /** Hears of what happens, in this order. */
  onEvent?(event: AgentEvent): void;
  readonly watch: ModelWatch;
  readonly logger: Logger;
  /** By default DEFAULT_RETRIES of retries.ts. */
  readonly retries?: RetrySettings | undefined;
}

/** How often and after what time a model call is repeated. */
export interface RetrySettings {
  /** Further tries of one call of one model. */
  readonly maxRetries: number;
  readonly initialDelayMs: number;
  readonly maxDelayMs: number;
}

/** An answer that passed its checks, and what it rests on. */
export interface AgentResult<Answer> {
  readonly answer: Answer;
  /** What the tools found, in the order of the calls. */
  readonly evidence: readonly Evidence[];
  /** The name of the model that gave the answer. */
  readonly model: string;
  readonly usage: Usage;
}

/** What a run took. Tokens are what the models reported; those that work offline report none. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly modelCalls: number;
}

/** What happens during a run, as often as it happens. */
export type AgentEvent =
  | { readonly type: 'TOOL_STARTED'; readonly tool: string }
  /** The summary is null where the tool failed. */
  | { readonly type: 'TOOL_FINISHED'; readonly tool: string; readonly summary: string | null }
  /** All the text of the answer that is being written; shorter than before where a call was repeated. */
  | { readonly type: 'TEXT'; readonly text: string };

/** No answer passed its checks, or the run used up what it may take. Whoever asked gives it a code of their own. */
export class AnswerRejected extends Error {
  override readonly name = 'AnswerRejected';
  /** Each a sentence that a reader can be shown. */
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(reasons.join(' '));
    this.reasons = reasons;
  }
}
