import type { AgentMessage } from './agent.ts';
import type { Evidence } from './tool.ts';

/** What a model is given of a run, read back from the messages. */
export interface Conversation {
  readonly messages: readonly AgentMessage[];
  /** What the tools answered so far. A tool that failed says so in its summary and has no data. */
  readonly results: readonly Evidence[];
}

/** What a model does next: it calls tools, or it answers. */
export type OfflineTurn =
  | { readonly calls: readonly { readonly name: string; readonly args: Record<string, unknown> }[] }
  | { readonly text: string };

/** Stands in for a language model: it does by rules what a model would do, from what every model is given. */
export interface OfflineWriter {
  respond(conversation: Conversation): OfflineTurn;
}
