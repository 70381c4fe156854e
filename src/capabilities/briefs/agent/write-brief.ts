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
import { planKpi } from '../plan/kpi.ts';
import { planBrief } from '../plan/plan-brief.ts';
import type { Shortlist } from '../plan/shortlist.ts';
import { PROMPT_VERSION, renderRepair, renderRequest, renderSystemPrompt } from '../prompts/prompts.ts';
import type { BriefRequest, WrittenBrief } from '../serving/brief.ts';
import { FIRST_VARIANT, type Variant } from '../serving/variant.ts';
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
  /** Whom to ask; by default nobody is named. */
  readonly shortlist?: Shortlist | undefined;
  /** For tests; by default the system's. */
  now?(): Date;
}

/**
 * Has a brief written by an agent, and checks it. What does not pass goes back to the model once, with the reasons.
 *
 * @throws CallerError BRIEF_REJECTED with every reason against the second answer, UPSTREAM_UNAVAILABLE where no model
 * answered or the time is over. The fault of a tool where no answer passed without its result. The signal's reason where the signal fires.
 */
export async function writeBrief(
  { kind, teamResults, shortlist = async () => [], now = () => new Date(), ...deps }: WriteDeps,
  team: Team,
  request: BriefRequest,
  emit: (event: AgentEvent) => void,
  signal: AbortSignal,
  variant: Variant = FIRST_VARIANT,
): Promise<WrittenBrief> {
  const system = renderSystemPrompt(request);
  const written = await runAgent({
    ...deps,
    name: 'brief',
    system,
    messages: [{ from: 'user', text: renderRequest(request, variant) }],
    tools: BRIEF_TOOLS,
    context: { team, request, teamResults, seed: variant.seed, usedAngles: variant.usedAngles },
    output: briefOutput(request, system),
    repair: renderRepair,
    signal,
    onEvent: emit,
  }).catch((error: unknown) => {
    throw error instanceof AnswerRejected ? rejected(error.reasons) : error;
  });
  const { answer, evidence, model, usage } = written;
  const plan = planBrief(request, {
    evidence,
    kpi: await planKpi(team, request, teamResults),
    creators: await shortlist(team, request, evidence),
    today: now().toISOString().slice(0, 10),
  });
  return { ...answer, plan, evidence, writer: { kind, model, promptVersion: PROMPT_VERSION }, usage };
}

function rejected(reasons: readonly string[]): CallerError {
  return new CallerError(
    BRIEF_REJECTED,
    `No brief passed the checks. ${reasons.join(' ')} Ask again, or change the request.`,
    { reasons: [...reasons] },
  );
}
