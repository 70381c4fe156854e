import type { Evidence, Usage, WritingEvent } from '../serving/brief.ts';

/** What one run may take. */
export interface RunLimits {
  readonly timeoutMs: number;
  readonly maxModelCalls: number;
  /** Input and output together. */
  readonly maxTokens: number;
  readonly maxToolCalls: number;
}

/** One run: its limits, what it has used of them, and what it has found. */
export interface Run {
  readonly limits: RunLimits;
  /** Fires when the run must end: its time is over, or nobody waits for it. */
  readonly signal: AbortSignal;
  readonly emit: (event: WritingEvent) => void;
  readonly usage: { -readonly [Figure in keyof Usage]: Usage[Figure] };
  toolCalls: number;
  /** In the order of the calls; undefined while a call is open and where it failed. */
  readonly evidence: (Evidence | undefined)[];
}

/** Ends a run that has used up what it may take. */
export class RunLimitReached extends Error {
  override readonly name = 'RunLimitReached';
}
