import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import type { ResultsScopeKind } from '../serving/brief.ts';
import type { AverageResult, ResultsScope } from './team-results.ts';
import type { ToolContext } from './tool-context.ts';

/** The results that a brief can rest on, with what is usual among them and a sentence that says what was taken. */
export interface FoundScope {
  readonly kind: ResultsScopeKind;
  /** null where kind is NONE. */
  readonly scope: ResultsScope | null;
  readonly average: AverageResult | null;
  readonly note: string;
}

/** The scopes of a request from the closest on: its campaign on its platform, the campaign, the platform. */
export function scopesOf({ team, request }: Pick<ToolContext, 'team' | 'request'>) {
  const { organizationId, visible } = team;
  const { campaignId, platform } = request;
  const onPlatform: { kind: ResultsScopeKind; scope: ResultsScope }[] = [
    { kind: 'PLATFORM', scope: { organizationId, visible, platform } },
  ];
  if (campaignId === null) return onPlatform;
  return [
    { kind: 'CAMPAIGN_AND_PLATFORM' as const, scope: { organizationId, visible, campaignId, platform } },
    { kind: 'CAMPAIGN' as const, scope: { organizationId, visible, campaignId } },
    ...onPlatform,
  ];
}

/** The closest scope in which posts were measured. */
export async function findScope(context: ToolContext): Promise<FoundScope> {
  for (const { kind, scope } of scopesOf(context)) {
    const average = await context.teamResults.average(scope);
    if (average !== null && average.views > 0) return { kind, scope, average, note: noteOn(kind, context) };
  }
  return { kind: 'NONE', scope: null, average: null, note: noteOn('NONE', context) };
}

function noteOn(kind: ResultsScopeKind, { request }: ToolContext): string {
  const platform = PLATFORM_RULES[request.platform].name;
  const campaign = request.campaignId ?? '';
  switch (kind) {
    case 'CAMPAIGN_AND_PLATFORM':
      return `These are the posts of ${campaign} on ${platform}.`;
    case 'CAMPAIGN':
      return `${campaign} has no measured posts on ${platform}: these are its posts on all platforms.`;
    case 'PLATFORM':
      return request.campaignId === null
        ? `These are all of the team's posts on ${platform}; the request names no campaign.`
        : `${campaign} has no measured posts: these are all of the team's posts on ${platform}.`;
    default:
      return request.campaignId === null
        ? `The team has no measured posts on ${platform} yet.`
        : `Neither ${campaign} nor any other campaign has measured posts on ${platform} yet.`;
  }
}
