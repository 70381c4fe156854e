import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { ModelWatch, RetrySettings } from '../../platform/agents/index.ts';
import { createSlidingEntries } from '../../platform/cache/sliding-entries.ts';
import { createRunLeases } from '../../platform/shared-runs/run-leases.ts';
import type { Database } from '../../platform/storage/database.ts';
import type { Shortlist } from './plan/shortlist.ts';
import { type Briefs, type CacheFacts, createBriefs } from './serving/generate-brief.ts';
import { createWriters } from './serving/writers.ts';
import type { BriefSettings } from './settings.ts';
import type { Team, TeamResults } from './tools/team-results.ts';

export interface OpenBriefsDeps {
  readonly settings: BriefSettings;
  readonly database: Database;
  /** Where it is known which briefs are kept, shared with other processes. */
  readonly redis: Redis | undefined;
  readonly teamResults: TeamResults;
  /** Whom to ask; by default nobody is named. */
  readonly shortlist?: Shortlist | undefined;
  /** @throws CallerError NOT_FOUND that names near ids where the team knows no such creator */
  requireCreator(team: Team, influencerId: string): Promise<void>;
  readonly logger: Logger;
  /** Who is told of an organization's model calls, and may refuse them. */
  watchFor(organizationId: string): ModelWatch;
  /** What asks the model's server; by default the platform's. */
  readonly fetch?: typeof fetch | undefined;
  onAnswer?(status: CacheFacts['status']): void;
  /** For tests; by default the system's. */
  now?(): Date;
  readonly retries?: RetrySettings;
}

/** Makes the capability out of its settings: the writers, the cache and the leases. Nothing of it has to be closed. */
export function openBriefs(deps: OpenBriefsDeps): Briefs {
  const { settings, database, redis, teamResults, logger, now = () => new Date(), onAnswer } = deps;
  const keptMs = settings.cacheSeconds * 1_000;
  return createBriefs({
    database,
    teamResults,
    requireCreator: deps.requireCreator,
    writers: createWriters({ ...deps, retries: deps.retries }),
    fallsBackOffline: settings.fallsBackOffline,
    kept: createSlidingEntries({ redis, kind: 'brief', ttl: keptMs }),
    keptMs,
    leases: createRunLeases(database, logger),
    logger,
    now,
    ...(onAnswer === undefined ? {} : { onAnswer }),
  });
}
