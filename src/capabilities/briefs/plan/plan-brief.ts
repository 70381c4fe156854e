import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import type { BriefPlan, BriefRequest, Evidence } from '../serving/brief.ts';
import { planCompliance } from './compliance.ts';
import { DEFAULT_KIND, readDirection } from './read-evidence.ts';
import { planTimeline } from './timeline.ts';

/** What a plan is computed from, beside the request. */
export interface PlanSources {
  readonly evidence: readonly Evidence[];
  readonly kpi: Pick<BriefPlan, 'kpi' | 'kpiNote'>;
  readonly creators: BriefPlan['creators'];
  /** YYYY-MM-DD, in UTC. */
  readonly today: string;
}

/** What of a brief is computed and not written: the same request, results and day give the same plan. */
export function planBrief(request: BriefRequest, { evidence, kpi, creators, today }: PlanSources): BriefPlan {
  const direction = readDirection(evidence);
  const category = direction?.category ?? null;
  return {
    category,
    kind: direction?.kind ?? DEFAULT_KIND,
    deliverables:
      request.deliverables.length > 0
        ? request.deliverables
        : [{ format: PLATFORM_RULES[request.platform].formats[0], count: 1 }],
    ...kpi,
    creators,
    timeline: planTimeline(request, today),
    compliance: planCompliance(request, category?.id ?? null),
  };
}
