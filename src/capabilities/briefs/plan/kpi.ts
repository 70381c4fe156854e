import { LEAST_CREATORS, LEAST_VIEWS } from '../../performance/contract.ts';
import type { BriefPlan, BriefRequest, ResultsScopeKind } from '../serving/brief.ts';
import { scopesOf } from '../tools/results-scope.ts';
import type { SpreadResult, Team, TeamResults } from '../tools/team-results.ts';

/**
 * What to expect of a post, out of the team's own creators: of the campaign on the platform where enough of them were measured
 * there, else of the platform. Those of the campaign's other platforms say nothing about this one.
 */
export async function planKpi(
  team: Team,
  request: BriefRequest,
  teamResults: Pick<TeamResults, 'spread'>,
): Promise<Pick<BriefPlan, 'kpi' | 'kpiNote'>> {
  for (const { kind, scope } of scopesOf({ team, request })) {
    const spread = kind === 'CAMPAIGN' ? null : await teamResults.spread(scope);
    if (spread !== null && spread.creators >= LEAST_CREATORS)
      return { kpi: kpiOf(kind, spread), kpiNote: null };
  }
  return {
    kpi: null,
    kpiNote: `Fewer than ${LEAST_CREATORS} creators have ${LEAST_VIEWS.toLocaleString('en')} views or more here: there is no target yet.`,
  };
}

function kpiOf(scope: ResultsScopeKind, { median, upperQuartile, creators }: SpreadResult): BriefPlan['kpi'] {
  const round = (rate: number) => Math.round(rate * 100) / 100;
  return { metric: 'ENGAGEMENT_RATE', typical: round(median), target: round(upperQuartile), creators, scope };
}
