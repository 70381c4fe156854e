import type { Logger } from 'pino';
import { CallerError } from '../../../errors.ts';
import {
  type AgentEvent,
  AnswerRejected,
  type Budgets,
  type Model,
  type ModelWatch,
  type RetrySettings,
  runAgent,
} from '../../../platform/agents/index.ts';
import { briefOutput } from '../checks/check-brief.ts';
import { BRIEF_REJECTED } from '../error-codes.ts';
import { PROMPT_VERSION, renderRepair, renderRequest, renderSystemPrompt } from '../prompts/prompts.ts';
import type { BriefRequest, WrittenBrief } from '../serving/brief.ts';
import type { Team, TeamResults } from '../tools/team-results.ts';
import { BRIEF_TOOLS } from '../tools/tools.ts';

/** `models` is never empty. */
export interface WriteDeps {
  readonly kind: WrittenBrief['writer']['kind'];
  readonly models: readonly Model[];
  readonly budgets: Budgets;
  readonly retries?: RetrySettings | undefined;
  readonly watch: ModelWatch;
  readonly logger: Logger;
  readonly teamResults: TeamResults;
}

/**
 * Has a brief written by an agent, and checks it. What does not pass goes back to the model once, with the reasons.
 *
 * @throws CallerError BRIEF_REJECTED with every reason against the second answer, UPSTREAM_UNAVAILABLE where no model
 * answered or the time is over. The fault of a tool where no answer passed without its result. The signal's reason where the signal fires.
 */
export async function writeBrief(
  { kind, teamResults, ...deps }: WriteDeps,
  team: Team,
  request: BriefRequest,
  emit: (event: AgentEvent) => void,
  signal: AbortSignal,
): Promise<WrittenBrief> {
  const system = renderSystemPrompt(request);
  const written = await runAgent({
    ...deps,
    name: 'brief',
    system,
    messages: [{ from: 'user', text: renderRequest(request) }],
    tools: BRIEF_TOOLS,
    context: { team, request, teamResults, seed: '', usedAngles: [] },
    output: briefOutput(request, system),
    repair: renderRepair,
    signal,
    onEvent: emit,
  }).catch((error: unknown) => {
    throw error instanceof AnswerRejected ? rejected(error.reasons) : error;
  });
  const { answer, evidence, model, usage } = written;
  return { ...answer, evidence, writer: { kind, model, promptVersion: PROMPT_VERSION }, usage };
}

function rejected(reasons: readonly string[]): CallerError {
  return new CallerError(
    BRIEF_REJECTED,
    `No brief passed the checks. ${reasons.join(' ')} Ask again, or change the request.`,
    { reasons: [...reasons] },
  );
}
