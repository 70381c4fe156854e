import { ToolRefusal } from '../../../platform/agents/index.ts';
import type { BriefRequest } from '../serving/brief.ts';
import type { Team, TeamResults } from './team-results.ts';

/** What the tools of briefs may see. */
export interface ToolContext {
  readonly team: Team;
  readonly request: BriefRequest;
  readonly teamResults: TeamResults;
  /** Another one for each variant of a request, and each time it is written anew; empty for the first. */
  readonly seed: string;
  /** The ids of the angles that earlier variants have. */
  readonly usedAngles: readonly string[];
}

/** A model writes for the platform that it was asked for, and looks at no other. */
export function refuseOtherPlatform(platform: string, request: BriefRequest): void {
  if (platform !== request.platform) throw new ToolRefusal(`This brief is for ${request.platform} only.`);
}
