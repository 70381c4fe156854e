import type { BriefRequest } from '../serving/brief.ts';
import type { Team, TeamResults } from './team-results.ts';

/** What the tools of briefs may see. */
export interface ToolContext {
  readonly team: Team;
  readonly request: BriefRequest;
  readonly teamResults: TeamResults;
  /** Another seed gives another choice between what suits as well; '' is the first. */
  readonly seed: string;
  /** The ids of angles that other variants of the brief have taken. */
  readonly usedAngles: readonly string[];
}
