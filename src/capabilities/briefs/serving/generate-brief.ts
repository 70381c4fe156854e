import type { Logger } from 'pino';
import { CallerError } from '../../../errors.ts';
import type { AgentEvent } from '../../../platform/agents/index.ts';
import type { SlidingEntries } from '../../../platform/cache/sliding-entries.ts';
import type { RunLeases } from '../../../platform/shared-runs/run-leases.ts';
import { createSharedRuns } from '../../../platform/shared-runs/shared-runs.ts';
import type { Database } from '../../../platform/storage/database.ts';
import { refuseRequest } from '../checks/refusals.ts';
import { angleOf } from '../plan/read-evidence.ts';
import { scopeOf, type Team, type TeamResults } from '../tools/team-results.ts';
import type { BriefRequest, WrittenBrief } from './brief.ts';
import { hashBrief, hashTeamRequest, hashVariant } from './brief-key.ts';
import {
  findBrief,
  findLatestBrief,
  findNewestDrafts,
  insertBrief,
  type StoredBrief,
} from './brief-record.ts';
import { MOST_REMEMBERED, seedOf, toldIn, type Variant } from './variant.ts';
import type { BriefWriter } from './writers.ts';

/** How a brief came: written now, kept from before, or kept from before because no model answers now. */
export interface CacheFacts {
  readonly status: 'HIT' | 'MISS' | 'STALE';
  /** How long ago it was written. */
  readonly ageSeconds: number;
}

/** A progress event while briefs are written. Each variant ends with its brief. */
export type BriefEvent =
  | AgentEvent
  | { readonly type: 'BRIEF'; readonly brief: StoredBrief; readonly cache: CacheFacts };

export interface FollowOptions {
  /** Writes anew, whatever is kept. */
  readonly refresh: boolean;
  /** Fires when whoever asked is gone. */
  readonly signal: AbortSignal;
  /** How many briefs, each with another angle; one if omitted. */
  readonly variants?: number;
}

export interface BriefsDeps {
  readonly database: Database;
  readonly teamResults: TeamResults;
  /** @throws CallerError NOT_FOUND that names near ids where the team knows no such creator */
  requireCreator(team: Team, influencerId: string): Promise<void>;
  readonly writers: { readonly model: BriefWriter | undefined; readonly offline: BriefWriter };
  readonly fallsBackOffline: boolean;
  /** Ids of briefs by their key. */
  readonly kept: SlidingEntries;
  readonly keptMs: number;
  /** Each brief is written by one process at a time. */
  readonly leases: RunLeases;
  readonly logger: Logger;
  now(): Date;
  onAnswer?(status: CacheFacts['status']): void;
}

/** Makes briefs, each once however many ask for it. */
export interface Briefs {
  /**
   * Every event on the way to the briefs that are asked for, one variant after the other.
   * @throws CallerError: BAD_USER_INPUT, NOT_FOUND, RATE_LIMITED, BRIEF_REFUSED, BRIEF_REJECTED, UPSTREAM_UNAVAILABLE
   */
  follow(
    team: Team,
    request: BriefRequest,
    options: FollowOptions,
  ): AsyncGenerator<BriefEvent, void, undefined>;
}

/** One brief that is asked for, with the keys under which it is kept. */
interface Order {
  readonly organizationId: string;
  readonly team: Team;
  readonly request: BriefRequest;
  readonly requestHash: string;
  readonly key: string;
  readonly writer: BriefWriter;
  readonly refresh: boolean;
  /** From 0. */
  readonly variant: number;
  /** The variants before it: it is to be like none of them. */
  readonly others: readonly StoredBrief[];
}

export function createBriefs(deps: BriefsDeps): Briefs {
  const runs = createSharedRuns<BriefEvent>();
  return {
    async *follow(team, request, { refresh, signal, variants = 1 }) {
      const first = await takeOrder(deps, team, request, refresh);
      const written: StoredBrief[] = [];
      for (let variant = 0; variant < variants; variant += 1) {
        const order = variant === 0 ? first : orderVariant(first, variant, [...written]);
        const run = JSON.stringify([team.organizationId, order.key, refresh]);
        const events = runs.follow(run, (emit, stop) => fulfil(deps, order, emit, stop), signal);
        for await (const event of events) {
          if (event.type === 'BRIEF') {
            written.push(event.brief);
            deps.onAnswer?.(event.cache.status);
          }
          yield event;
        }
      }
    },
  };
}

async function takeOrder(
  deps: BriefsDeps,
  team: Team,
  request: BriefRequest,
  refresh: boolean,
): Promise<Order> {
  refuseRequest(request);
  const writer = deps.writers.model ?? deps.writers.offline;
  if (writer.signature.kind === 'OFFLINE' && !isEnglish(request)) throw writesEnglishOnly(request);
  const revision = await findRevision(deps, team, request);
  const requestHash = hashTeamRequest(team, request);
  const key = hashBrief(requestHash, writer.signature, revision);
  const { organizationId } = team;
  return { organizationId, team, request, requestHash, key, writer, refresh, variant: 0, others: [] };
}

/**
 * A mark of all results that a brief rests on. One for a campaign has its shortlist, and maybe its target, from the whole platform.
 */
async function findRevision(
  { teamResults, requireCreator }: BriefsDeps,
  team: Team,
  request: BriefRequest,
): Promise<string> {
  const revision = await teamResults.revision(scopeOf(team, request));
  if (request.creator !== null) await requireCreator(team, request.creator);
  if (request.campaignId === null) return revision;
  return `${revision} ${await teamResults.revision(scopeOf(team, { ...request, campaignId: null }))}`;
}

/** The same order for a further variant, which is kept by its index. */
function orderVariant(first: Order, variant: number, others: readonly StoredBrief[]): Order {
  return {
    ...first,
    requestHash: hashVariant(first.requestHash, variant),
    key: hashVariant(first.key, variant),
    variant,
    others,
  };
}

/** The brief that is kept under the key: by its id, or, where the cache has lost that, the newest in the database. */
async function findKept(deps: BriefsDeps, order: Order): Promise<StoredBrief | undefined> {
  const { database, kept, keptMs } = deps;
  const { organizationId, key, requestHash } = order;
  const id = await kept.find(organizationId, key);
  if (id !== undefined) return keepInTeam(order, await findBrief(database, organizationId, id));
  const latest = await findLatestBrief(database, organizationId, requestHash, key);
  if (latest === undefined || latest.createdAt.getTime() < deps.now().getTime() - keptMs) return undefined;
  await kept.keep(organizationId, key, latest.id);
  return keepInTeam(order, latest);
}

/** A brief that was given to another department since is that department's. */
function keepInTeam({ team }: Order, brief: StoredBrief | undefined): StoredBrief | undefined {
  return brief?.departmentId === team.departmentId ? brief : undefined;
}

/** Gives the brief that is kept, else writes it or waits for the process that does. */
async function fulfil(
  deps: BriefsDeps,
  order: Order,
  emit: (event: BriefEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const { organizationId, key, refresh } = order;
  const replaced = await findKept(deps, order);
  if (replaced !== undefined && !refresh) return emit(answerWith(deps, replaced, 'HIT'));
  const event = await deps.leases.run<BriefEvent>(
    { organizationId, key: `brief:${key}` },
    {
      async find() {
        const kept = await findKept(deps, order);
        if (kept === undefined || (refresh && kept.id === replaced?.id)) return undefined;
        return answerWith(deps, kept, 'HIT');
      },
      work: () => writeOrStandIn(deps, order, emit, signal),
      signal,
    },
  );
  emit(event);
}

/** While no model answers: what was written before for the same request, else the offline writer where that is wanted. */
async function writeOrStandIn(
  deps: BriefsDeps,
  order: Order,
  emit: (event: BriefEvent) => void,
  signal: AbortSignal,
): Promise<BriefEvent> {
  const { database, fallsBackOffline, writers, logger } = deps;
  const { organizationId, team, request, requestHash, key, writer, refresh, variant, others } = order;
  const before = refresh ? await findLatestBrief(database, organizationId, requestHash) : undefined;
  const attempt = before === undefined ? 0 : before.attempt + 1;
  const unlike = before === undefined ? others : [...others, before];
  const one: Variant = {
    seed: seedOf(attempt, variant),
    usedAngles: unlike.flatMap((brief) => angleOf(brief) ?? []),
    openings: unlike.map(({ caption }) => openingOf(caption)),
    told: [],
  };
  const write = async (by: BriefWriter) => {
    const told = by.signature.kind === 'OFFLINE' ? await toldBefore(deps, team) : [];
    return by.write(team, request, emit, signal, { ...one, told });
  };
  try {
    return await publish(deps, order, await write(writer), { cacheKey: key, attempt });
  } catch (error) {
    if (!(error instanceof CallerError) || error.code !== 'UPSTREAM_UNAVAILABLE') throw error;
    const stale = await findLatestBrief(database, organizationId, requestHash);
    if (keepInTeam(order, stale) !== undefined && stale !== undefined)
      return answerWith(deps, stale, 'STALE');
    if (!fallsBackOffline || !isEnglish(request)) throw error;
    logger.warn({ err: error }, 'no model answers: a brief is written offline');
    return publish(deps, order, await write(writers.offline), { cacheKey: null, attempt });
  }
}

const toldBefore = async ({ database }: BriefsDeps, team: Team) =>
  (await findNewestDrafts(database, team, MOST_REMEMBERED)).flatMap(toldIn);

const LONGEST_OPENING = 120;

/** How a caption begins: enough of it to write another one. */
const openingOf = (caption: string) => (caption.split('\n')[0] ?? '').slice(0, LONGEST_OPENING);

async function publish(
  deps: BriefsDeps,
  order: Order,
  brief: WrittenBrief,
  { cacheKey, attempt }: { readonly cacheKey: string | null; readonly attempt: number },
): Promise<BriefEvent> {
  const { organizationId, team, request, requestHash, key, variant } = order;
  const createdAt = deps.now();
  const stored = await insertBrief(deps.database, {
    organizationId,
    departmentId: team.departmentId,
    request,
    brief,
    requestHash,
    cacheKey,
    variant,
    attempt,
    createdAt,
  });
  // What stands in is not kept: the next request asks the model again.
  if (cacheKey !== null) await deps.kept.keep(organizationId, key, stored.id);
  return answerWith(deps, stored, 'MISS');
}

function answerWith({ now }: BriefsDeps, brief: StoredBrief, status: CacheFacts['status']): BriefEvent {
  const ageSeconds = Math.max(0, Math.floor((now().getTime() - brief.createdAt.getTime()) / 1_000));
  return { type: 'BRIEF', brief, cache: { status, ageSeconds } };
}

const isEnglish = ({ locale }: BriefRequest) => new Intl.Locale(locale).language === 'en';

function writesEnglishOnly({ locale }: BriefRequest): CallerError {
  return new CallerError(
    'BAD_USER_INPUT',
    `locale is ${locale}, and without a language model briefs are written in English only: ask with locale "en", or have OPENAI_API_KEY set on the server.`,
    { fields: ['locale'] },
  );
}
