import { setMaxListeners } from 'node:events';
import type { AgentEvent, Usage } from './agent.ts';
import type { Evidence } from './tool.ts';

/** What one run may take. */
export interface Budgets {
  readonly timeoutMs: number;
  /** With those that fail. */
  readonly maxModelCalls: number;
  /** Input and output together. */
  readonly maxTokens: number;
  readonly maxToolCalls: number;
  /** How much is read of one answer of a model's server, decompressed and with all that is around the text. */
  readonly maxAnswerBytes: number;
}

/** One run: what it may take, what it has taken, and what it has found. */
export interface Run {
  /** What is made, in a word. */
  readonly name: string;
  readonly budgets: Budgets;
  /** Fires when the run must end: its time is over, or nobody waits for it. */
  readonly signal: AbortSignal;
  readonly emit: (event: AgentEvent) => void;
  readonly usage: { -readonly [Figure in keyof Usage]: Usage[Figure] };
  toolCalls: number;
  /** In the order of the calls; undefined while a call is open and where it failed. */
  readonly evidence: (Evidence | undefined)[];
  /** The first fault of a tool that neither the model nor whoever asks could help. */
  toolFault: Error | undefined;
}

export function startRun(
  { name, budgets, onEvent = () => undefined }: Pick<Run, 'name' | 'budgets'> & RunListener,
  signal: AbortSignal,
): Run {
  // Each tool and model call listens to it.
  setMaxListeners(0, signal);
  return {
    name,
    budgets,
    signal,
    emit: onEvent,
    usage: { inputTokens: 0, outputTokens: 0, modelCalls: 0 },
    toolCalls: 0,
    evidence: [],
    toolFault: undefined,
  };
}

interface RunListener {
  onEvent?(event: AgentEvent): void;
}

/** Ends a run that has used up what it may take. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

/** Ends what is done for a run that nobody waits for anymore. */
export class RunLeft extends Error {
  override readonly name = 'RunLeft';
}
