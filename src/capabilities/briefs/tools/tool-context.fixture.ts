import { type BriefRequestInput, parseBriefRequest } from '../serving/brief-request.ts';
import { teamResultsOf, WHOLE_TEAM } from './team-results.fixture.ts';
import type { ResultsScope, TeamResults } from './team-results.ts';
import type { ToolContext } from './tool-context.ts';

/** What a tool sees of a request for a running shoe, and the scopes that it asked the results for. */
export function contextFor(
  input: Partial<BriefRequestInput> = {},
  results: TeamResults = teamResultsOf(),
): ToolContext & { readonly scopes: ResultsScope[] } {
  const scopes: ResultsScope[] = [];
  const note = (scope: ResultsScope) => void scopes.push(scope);
  return {
    seed: '',
    usedAngles: [],
    team: { ...WHOLE_TEAM, organizationId: 'acme' },
    scopes,
    request: parseBriefRequest({
      brand: 'Northwind',
      product: 'Trail Runner 2',
      goal: 'AWARENESS',
      platform: 'INSTAGRAM',
      ...input,
    }),
    teamResults: {
      revision: (scope) => results.revision(scope),
      average: (scope) => results.average(scope),
      spread: (scope) => results.spread(scope),
      creator: (scope, influencerId) => results.creator(scope, influencerId),
      topHashtags: (scope, limit) => {
        note(scope);
        return results.topHashtags(scope, limit);
      },
      topPerformers: (scope, limit) => {
        note(scope);
        return results.topPerformers(scope, limit);
      },
    },
  };
}
