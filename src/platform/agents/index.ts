import type { AgentResult, AgentTask } from './agent.ts';

export * from './agent.ts';
export { type ModelWatch, NO_WATCH } from './model-watch.ts';
export { connectModels, createOfflineModel, type Model, type OpenAiServer } from './models.ts';
export type { Conversation, OfflineTurn, OfflineWriter } from './offline-writer.ts';
export { dataText, renderTemplate } from './prompt-text.ts';
export type { Budgets } from './run.ts';
export {
  type AgentTool,
  defineTool,
  type Evidence,
  type Json,
  ToolRefusal,
  type ToolResult,
} from './tool.ts';

/**
 * Has a model answer with the help of tools, and checks the answer; one that does not pass may be mended once.
 * LangChain, which takes a second or more to load, is loaded with the first run and not with this file.
 *
 * @throws AnswerRejected where no answer passed or a budget is spent; where a tool failed on the way and no answer passed,
 * that fault, such as a database that is away. CallerError UPSTREAM_UNAVAILABLE where no model
 * answered or the time is over, or whatever the watch refuses a call with. The signal's reason where that fires.
 */
export async function runAgent<Answer, Context>(
  task: AgentTask<Answer, Context>,
): Promise<AgentResult<Answer>> {
  const runtime = await import('./run-agent.ts');
  return runtime.runAgent(task);
}
