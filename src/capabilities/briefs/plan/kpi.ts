import type { BriefPlan, BriefRequest, ResultsScopeKind } from '../serving/brief.ts';
import type { ResultsScope, SpreadResult, Team, TeamResults } from '../tools/team-results.ts';

/** With fewer creators, a quartile says more of one of them than of the team. */
const FEWEST_CREATORS = 4;

/**
 * What to expect of a post, out of the team's own creators: of the campaign on the platform where enough of them were measured
 * there, else of the platform.
 */
export async function planKpi(
  { organizationId, visible }: Team,
  { campaignId, platform }: BriefRequest,
  teamResults: Pick<TeamResults, 'spread'>,
): Promise<Pick<BriefPlan, 'kpi' | 'kpiNote'>> {
  const scopes: [ResultsScopeKind, ResultsScope][] = [
    ...(campaignId === null
      ? []
      : [
          ['CAMPAIGN_AND_PLATFORM', { organizationId, visible, campaignId, platform }] as [
            ResultsScopeKind,
            ResultsScope,
          ],
        ]),
    ['PLATFORM', { organizationId, visible, platform }],
  ];
  for (const [scope, asked] of scopes) {
    const spread = await teamResults.spread(asked);
    if (spread !== null && spread.creators >= FEWEST_CREATORS)
      return { kpi: kpiOf(scope, spread), kpiNote: null };
  }
  return {
    kpi: null,
    kpiNote: `Fewer than ${FEWEST_CREATORS} creators have 1,000 views or more here: there is no target yet.`,
  };
}

function kpiOf(scope: ResultsScopeKind, { median, upperQuartile, creators }: SpreadResult): BriefPlan['kpi'] {
  const round = (rate: number) => Math.round(rate * 100) / 100;
  return { metric: 'ENGAGEMENT_RATE', typical: round(median), target: round(upperQuartile), creators, scope };
}
