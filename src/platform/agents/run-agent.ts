import { AIMessage, type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { createAgent } from 'langchain';
import { CallerError } from '../../errors.ts';
import { orAbort } from '../shared-runs/or-abort.ts';
import { type AgentMessage, type AgentResult, type AgentTask, AnswerRejected } from './agent.ts';
import { callModels, rootOf } from './call-middleware.ts';
import { maskToolErrors, wrapTools } from './langchain-tools.ts';
import { createModelCalls, type ModelCalls } from './model-calls.ts';
import { openModel } from './open-model.ts';
import { readAnswer } from './output.ts';
import { reportText } from './report-text.ts';
import { BudgetSpent, type Run, startRun } from './run.ts';

/** See {@link import('./index.ts').runAgent}, which loads this. */
export async function runAgent<Answer, Context>(
  task: AgentTask<Answer, Context>,
): Promise<AgentResult<Answer>> {
  const { name, budgets, signal } = task;
  const deadline = AbortSignal.timeout(budgets.timeoutMs);
  const over = new AbortController();
  const run = startRun(task, AbortSignal.any([signal, deadline, over.signal]));
  try {
    return await answerInRounds(task, run, createModelCalls(task, run));
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (deadline.aborted) {
      const seconds = Math.round(budgets.timeoutMs / 1000);
      throw new CallerError(
        'UPSTREAM_UNAVAILABLE',
        `The ${name} was not finished within ${seconds} s. Try again.`,
      );
    }
    throw rootOf(error);
  } finally {
    // Node keeps a combined signal that somebody listens to until it fires, and LangGraph goes on listening.
    over.abort(new Error(`the ${name} is over`));
  }
}

async function answerInRounds<Answer, Context>(
  task: AgentTask<Answer, Context>,
  run: Run,
  calls: ModelCalls,
): Promise<AgentResult<Answer>> {
  const { output, repair, logger } = task;
  const converse = startConversation(task, run, calls);
  let messages = task.messages.map(toLangChain);
  let reasons: readonly string[] = [];
  let repairsLeft = repair === undefined ? 0 : 1;
  for (let round = 0; ; round += 1) {
    const said = await converse(messages).catch((error: unknown) => {
      const root = rootOf(error);
      if (root instanceof BudgetSpent)
        throw new AnswerRejected([...reasons, `The run ended: ${root.message}.`]);
      throw root;
    });
    const evidence = run.evidence.filter((found) => found !== undefined);
    const verdict = readAnswer(said.at(-1)?.text ?? '', output, evidence);
    if (verdict.isFit) {
      const model = calls.model?.name ?? 'none';
      return { answer: verdict.answer, evidence, model, usage: { ...run.usage } };
    }
    reasons = verdict.reasons;
    logger.info({ agent: run.name, round, reasons }, 'an answer did not pass its checks');
    // What was wrong in form alone was mended without thinking anew, and leaves a chance for what that brought to light.
    if (round === 0 && verdict.isFormal && repairsLeft > 0) repairsLeft += 1;
    if (repair === undefined || repairsLeft === 0) break;
    repairsLeft -= 1;
    messages = [...said, new HumanMessage(repair(reasons))];
  }
  // An answer that had to do without a tool failed for want of it: asking again helps, changing the request does not.
  if (run.toolFault !== undefined) throw run.toolFault;
  throw new AnswerRejected(reasons);
}

/** Gives all messages up to the model's answer. */
type Converse = (messages: BaseMessage[]) => Promise<BaseMessage[]>;

function startConversation<Answer, Context>(
  { models, system, tools, context, output, watch, logger }: AgentTask<Answer, Context>,
  run: Run,
  calls: ModelCalls,
): Converse {
  const [first] = models;
  if (first === undefined) throw new Error(`there is no model for the ${run.name}`);
  const allowed = tools.filter(({ isAllowed }) => isAllowed?.(context) ?? true);
  const agent = createAgent({
    model: openModel(first, run.signal, run.budgets.maxAnswerBytes),
    systemPrompt: system,
    tools: wrapTools(allowed, context, run),
    middleware: [callModels(run, calls, output, watch), maskToolErrors(allowed, run, logger)],
  });
  return async (messages) => {
    const options = { signal: run.signal, callbacks: [reportText(run, output)], recursionLimit: 100 };
    const state = await orAbort(agent.invoke({ messages }, options), run.signal);
    return state.messages;
  };
}

function toLangChain({ from, text }: AgentMessage): BaseMessage {
  return from === 'user' ? new HumanMessage(text) : new AIMessage(text);
}
