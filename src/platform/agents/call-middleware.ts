import { AIMessage, ToolMessage } from '@langchain/core/messages';
import { createMiddleware } from 'langchain';
import { z } from 'zod';
import type { AgentOutput } from './agent.ts';
import type { ModelCalls } from './model-calls.ts';
import { BrokenAnswer, refusesAnswerFormat } from './model-faults.ts';
import type { ModelWatch } from './model-watch.ts';
import { openModel } from './open-model.ts';
import { formatOf } from './output.ts';
import { BudgetSpent, type Run } from './run.ts';

/** Every model call goes through here: counted, repeated, handed to the next model, and ended in time. */
export function callModels(run: Run, calls: ModelCalls, output: AgentOutput<unknown>, watch: ModelWatch) {
  const format = formatOf(output, run.name);
  return createMiddleware({
    name: 'callModels',
    wrapModelCall: (request, handler) =>
      calls.call(async (model, signal) => {
        const hasResults = request.messages.some((message) => ToolMessage.isInstance(message));
        const isLastCall = run.usage.modelCalls >= run.budgets.maxModelCalls;
        const opened = openModel(model, signal, run.budgets.maxAnswerBytes);
        const ask = async (withFormat: boolean) =>
          handler({
            ...request,
            model: opened,
            // A model that never stops asking has to answer with the last call that it has.
            ...(isLastCall ? { toolChoice: 'none' as const } : {}),
            // Several servers cannot call tools and promise a form at once, so the form is asked for after the tools.
            ...(withFormat ? { modelSettings: { response_format: format } } : {}),
          });
        const withFormat = format !== undefined && hasResults && model.takesAnswerFormat;
        const answer = await ask(withFormat).catch((error: unknown) => {
          if (!withFormat || !refusesAnswerFormat(rootOf(error))) throw rootOf(error);
          model.takesAnswerFormat = false;
          return ask(false);
        });
        const message = rejectEmptyAnswer(answer);
        countTokens(run, message, watch);
        return message;
      }),
  });
}

/** What LangChain wrapped, once for each middleware that it came through. */
export function rootOf(error: unknown): unknown {
  let current = error;
  while (
    current instanceof Error &&
    current.constructor.name === 'MiddlewareError' &&
    current.cause !== undefined
  ) {
    current = current.cause;
  }
  return current;
}

/** @throws BrokenAnswer where the model said nothing and called nothing. */
function rejectEmptyAnswer(message: unknown): AIMessage {
  if (!AIMessage.isInstance(message)) throw new BrokenAnswer('the answer is not a message');
  const calls = [...(message.tool_calls ?? []), ...(message.invalid_tool_calls ?? [])];
  if (message.text.trim() === '' && calls.length === 0) throw new BrokenAnswer('the answer is empty');
  return message;
}

/** What an answer cost, where the server says so. */
const TokenCounts = z.object({ input_tokens: z.number(), output_tokens: z.number() });

function countTokens(run: Run, message: AIMessage, watch: ModelWatch): void {
  const counts = TokenCounts.safeParse(message.usage_metadata).data;
  const { input_tokens: input, output_tokens: output } = counts ?? { input_tokens: 0, output_tokens: 0 };
  run.usage.inputTokens += input;
  run.usage.outputTokens += output;
  watch.onTokens({ input, output });
  if (run.usage.inputTokens + run.usage.outputTokens > run.budgets.maxTokens) {
    throw new BudgetSpent(`it took more than ${run.budgets.maxTokens} tokens`);
  }
}
