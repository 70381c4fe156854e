import { setMaxListeners } from 'node:events';
import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { createAgent, createMiddleware } from 'langchain';
import { CallerError } from '../../../errors.ts';
import { checkBrief } from '../checks/check-brief.ts';
import { repeatedInstructions } from '../checks/instructions.ts';
import { BRIEF_REJECTED } from '../error-codes.ts';
import { orAbort } from '../or-abort.ts';
import { PROMPT_VERSION, renderRepair, renderRequest, renderSystemPrompt } from '../prompts/prompts.ts';
import type { BriefRequest, WritingEvent, WrittenBrief } from '../serving/brief.ts';
import type { Team, TeamResults } from '../tools/team-results.ts';
import { BRIEF_TOOLS } from '../tools/tools.ts';
import { ANSWER_FORMAT, readAnswer, rejectEmptyAnswer, tokensOf } from './answer.ts';
import { maskToolErrors, wrapTools } from './langchain-tools.ts';
import { createModelCalls, type ModelCalls, type ModelCallsDeps } from './model-calls.ts';
import { refusesAnswerFormat } from './model-faults.ts';
import type { ModelWatch } from './model-watch.ts';
import { reportText } from './report-text.ts';
import { type Run, RunLimitReached, type RunLimits } from './run.ts';

/** `models` is never empty. */
export interface WriteDeps extends ModelCallsDeps {
  readonly kind: WrittenBrief['writer']['kind'];
  readonly limits: RunLimits;
  readonly teamResults: TeamResults;
}

/**
 * Has a brief written by the agent, and checks it. What does not pass goes back to the model once, with the reasons.
 *
 * @throws CallerError BRIEF_REJECTED with every reason against the second answer, UPSTREAM_UNAVAILABLE where no model
 * answered or the time is over. The signal's reason where the signal fires.
 */
export async function writeBrief(
  deps: WriteDeps,
  team: Team,
  request: BriefRequest,
  emit: (event: WritingEvent) => void,
  signal: AbortSignal,
): Promise<WrittenBrief> {
  const { limits } = deps;
  const deadline = AbortSignal.timeout(limits.timeoutMs);
  const run: Run = {
    limits,
    signal: AbortSignal.any([signal, deadline]),
    emit,
    usage: { inputTokens: 0, outputTokens: 0, modelCalls: 0 },
    toolCalls: 0,
    evidence: [],
  };
  // Each tool and model call listens to it.
  setMaxListeners(0, run.signal);
  const calls = createModelCalls(deps, run);
  try {
    return await writeAndCheck(deps, team, request, run, calls);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (deadline.aborted) {
      const seconds = Math.round(limits.timeoutMs / 1000);
      throw new CallerError(
        'UPSTREAM_UNAVAILABLE',
        `The brief was not finished within ${seconds} s. Try again.`,
      );
    }
    throw rootOf(error);
  }
}

async function writeAndCheck(
  deps: WriteDeps,
  team: Team,
  request: BriefRequest,
  run: Run,
  calls: ModelCalls,
): Promise<WrittenBrief> {
  const systemPrompt = renderSystemPrompt(request);
  const agent = createAgent({
    model: deps.models[0]?.create(run.signal) ?? '',
    systemPrompt,
    tools: wrapTools(BRIEF_TOOLS, { team, request, teamResults: deps.teamResults }, run),
    middleware: [callModels(run, calls, deps.watch), maskToolErrors(BRIEF_TOOLS, deps.logger)],
  });
  let messages: BaseMessage[] = [new HumanMessage(renderRequest(request))];
  let reasons: readonly string[] = [];
  for (const round of ['first', 'repair'] as const) {
    const written = await orAbort(
      agent.invoke({ messages }, { signal: run.signal, callbacks: [reportText(run)], recursionLimit: 100 }),
      run.signal,
    ).catch((error: unknown) => {
      const root = rootOf(error);
      if (root instanceof RunLimitReached) throw rejected([...reasons, `The run ended: ${root.message}.`]);
      throw root;
    });
    const evidence = run.evidence.filter((found) => found !== undefined);
    const verdict = checkBrief(readAnswer(written.messages.at(-1)), evidence, request);
    reasons = verdict.isFit ? repeatedInstructions(verdict.draft, systemPrompt) : verdict.reasons;
    if (verdict.isFit && reasons.length === 0) {
      const model = calls.model?.name ?? 'none';
      const writer = { kind: deps.kind, model, promptVersion: PROMPT_VERSION };
      return { ...verdict.draft, evidence, writer, usage: { ...run.usage } };
    }
    deps.logger.info({ round, reasons }, 'a brief did not pass its checks');
    messages = [...written.messages, new HumanMessage(renderRepair(reasons))];
  }
  throw rejected(reasons);
}

/** Every model call goes through here: counted, repeated, handed to the next model, and ended in time. */
function callModels(run: Run, calls: ModelCalls, watch: ModelWatch) {
  return createMiddleware({
    name: 'callModels',
    wrapModelCall: (request, handler) =>
      calls.call(async (source, signal) => {
        const hasResults = request.messages.some((message) => ToolMessage.isInstance(message));
        const isLastCall = run.usage.modelCalls >= run.limits.maxModelCalls;
        const ask = async (withFormat: boolean) =>
          handler({
            ...request,
            model: source.create(signal),
            // A model that never stops asking has to answer with the last call that it has.
            ...(isLastCall ? { toolChoice: 'none' as const } : {}),
            // Several servers cannot call tools and promise a form at once, so the form is asked for after the tools.
            ...(withFormat ? { modelSettings: { response_format: ANSWER_FORMAT } } : {}),
          });
        const answer = await ask(hasResults && source.takesAnswerFormat).catch((error: unknown) => {
          if (!source.takesAnswerFormat || !refusesAnswerFormat(rootOf(error))) throw rootOf(error);
          source.takesAnswerFormat = false;
          return ask(false);
        });
        const message = rejectEmptyAnswer(answer);
        countTokens(run, message, watch);
        return message;
      }),
  });
}

function countTokens(run: Run, message: AIMessage, watch: ModelWatch): void {
  const { inputTokens, outputTokens } = tokensOf(message);
  run.usage.inputTokens += inputTokens;
  run.usage.outputTokens += outputTokens;
  watch.onTokens({ input: inputTokens, output: outputTokens });
  if (run.usage.inputTokens + run.usage.outputTokens > run.limits.maxTokens) {
    throw new RunLimitReached(`it took more than ${run.limits.maxTokens} tokens`);
  }
}

function rejected(reasons: readonly string[]): CallerError {
  return new CallerError(
    BRIEF_REJECTED,
    `No brief passed the checks. ${reasons.join(' ')} Ask again, or change the request.`,
    { reasons: [...reasons] },
  );
}

/** What LangChain wrapped, once for each middleware that it came through. */
function rootOf(error: unknown): unknown {
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
