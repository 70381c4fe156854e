import type { Cache } from '../../../platform/cache/cache.ts';
import type { OrganizationDatabase } from '../../../platform/storage/database.ts';
import type { Reader } from '../../access/contract.ts';
import { filteredSourceOf, performerFilterValues } from '../filter/performances.sql.ts';
import { filterParts, type PerformerFilter } from '../filter/performer-filter.ts';
import { SHAPE } from '../kept-shape.ts';
import type { CampaignRevisions } from '../totals/campaign-revisions.ts';
import { requireCampaign } from '../totals/require-campaign.ts';
import type { LeaderboardCursor } from './cursor.ts';
import { COUNT_FILTERED, filteredRows } from './filtered-rows.sql.ts';
import { COUNT_PERFORMERS, firstRows, rowsAfter } from './leaderboard.sql.ts';
import { type Performance, type RankBy, type RankedPerformance, rankingValue } from './ranking.ts';

export interface LeaderboardDeps {
  readonly cache: Cache;
  readonly revisions: CampaignRevisions;
}

export interface LeaderboardRequest {
  readonly reader: Reader;
  readonly campaignId: string;
  readonly rankBy: RankBy;
  /** How many rows, from 1. */
  readonly limit: number;
  /** Leaves out who has fewer views; 0 leaves out nobody. */
  readonly minViews: bigint;
  /** Begins after this cursor; absent: at the top. */
  readonly after?: LeaderboardCursor;
  /** Which posts count, and whose rows are given; absent: all. */
  readonly filter?: PerformerFilter | undefined;
}

/** Some rows of a leaderboard. */
export interface Leaderboard {
  /** The import that the rows rest on. */
  readonly revision: bigint;
  readonly rows: readonly RankedPerformance[];
}

type FilteredRow = { readonly revision: bigint } & (
  | (Performance & { readonly rank: bigint })
  | { readonly influencerId: null }
);

type LeaderboardRow = {
  readonly revision: bigint;
  /** How many rows stand before the first, where that was counted. */
  readonly before: bigint | null;
} & (Performance | { readonly influencerId: null });

/**
 * The performances of a campaign, best first; ties by views, then by id. Answers are cached until an import touches
 * the campaign.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function findLeaderboard(
  deps: LeaderboardDeps,
  request: LeaderboardRequest,
): Promise<Leaderboard> {
  const { reader, campaignId, rankBy, limit, minViews, after, filter } = request;
  const state = await requireCampaign(deps.revisions, reader, campaignId);
  const { organizationId } = reader;
  const position =
    after === undefined ? [] : [after.value, after.views, after.influencerId, after.rank, after.revision];
  return deps.cache.remember(
    {
      organizationId,
      kind: 'leaderboard',
      parts: [
        SHAPE,
        campaignId,
        state.revision,
        rankBy,
        limit,
        minViews,
        ...filterParts(filter),
        ...position,
      ],
    },
    () => readLeaderboard(reader.database, request),
  );
}

/**
 * How many rows a leaderboard has over all pages. Kept until an import touches the campaign.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function countLeaderboard(
  { cache, revisions }: LeaderboardDeps,
  {
    reader,
    campaignId,
    minViews,
    filter,
  }: Pick<LeaderboardRequest, 'reader' | 'campaignId' | 'minViews' | 'filter'>,
): Promise<bigint> {
  const { revision } = await requireCampaign(revisions, reader, campaignId);
  const { database, organizationId } = reader;
  return cache.remember(
    {
      organizationId,
      kind: 'leaderboard',
      parts: [SHAPE, 'count', campaignId, revision, minViews, ...filterParts(filter)],
    },
    async () => {
      const counting = filter === undefined ? COUNT_PERFORMERS : COUNT_FILTERED[filteredSourceOf(filter)];
      const values = [organizationId, campaignId, ...performerFilterValues(filter), minViews];
      return (await database.query<{ count: bigint }>(counting, values))[0]?.count ?? 0n;
    },
  );
}

/** How many rows of a whole leaderboard are read at once. */
const ROWS_AT_ONCE = 1_000;

/**
 * A leaderboard from its top to its end, in bounded memory. An import in between changes what is still to come; its ranks go on
 * all the same, so that each stands in the file once.
 */
export async function* readWholeLeaderboard(
  request: Omit<LeaderboardRequest, 'limit' | 'after'>,
): AsyncGenerator<RankedPerformance> {
  let after: LeaderboardCursor | undefined;
  do {
    const { rows }: Leaderboard = await readLeaderboard(request.reader.database, {
      ...request,
      limit: ROWS_AT_ONCE,
      ...(after === undefined ? {} : { after }),
    });
    yield* rows;
    const last = rows.length < ROWS_AT_ONCE ? undefined : rows.at(-1);
    after =
      last === undefined
        ? undefined
        : {
            value: rankingValue(request.rankBy, last),
            views: last.views,
            influencerId: last.influencerId,
            rank: last.rank,
            revision: null,
          };
  } while (after !== undefined);
}

async function readLeaderboard(
  database: OrganizationDatabase,
  request: LeaderboardRequest,
): Promise<Leaderboard> {
  if (request.filter !== undefined) return readFiltered(database, request, request.filter);
  const { reader, campaignId, rankBy, limit, minViews, after } = request;
  const values = [reader.organizationId, campaignId, minViews, limit];
  const rows =
    after === undefined
      ? await database.query<LeaderboardRow>(firstRows(rankBy), values)
      : await database.query<LeaderboardRow>(rowsAfter(rankBy), [
          ...values,
          after.value,
          after.views,
          after.influencerId,
          after.revision,
        ]);
  const firstRank = Number(rows[0]?.before ?? after?.rank ?? 0) + 1;
  const performances: RankedPerformance[] = [];
  for (const row of rows) {
    if (row.influencerId !== null) performances.push(rankPerformance(row, firstRank + performances.length));
  }
  return { revision: rows[0]?.revision ?? 0n, rows: performances };
}

/** Each row comes with its rank, whatever came before it. */
async function readFiltered(
  database: OrganizationDatabase,
  { reader, campaignId, rankBy, limit, minViews, after }: LeaderboardRequest,
  filter: PerformerFilter,
): Promise<Leaderboard> {
  const statement = filteredRows(filteredSourceOf(filter), rankBy);
  const rows = await database.query<FilteredRow>(statement, [
    reader.organizationId,
    campaignId,
    ...performerFilterValues(filter),
    minViews,
    limit,
    after?.value ?? null,
    after?.views ?? null,
    after?.influencerId ?? null,
  ]);
  const performances: RankedPerformance[] = [];
  for (const row of rows) {
    if (row.influencerId !== null) performances.push(rankPerformance(row, Number(row.rank)));
  }
  return { revision: rows[0]?.revision ?? 0n, rows: performances };
}

/** Name by name: to take an object apart and spread it into another costs microseconds a row. */
function rankPerformance(row: Performance, rank: number): RankedPerformance {
  return {
    campaignId: row.campaignId,
    influencerId: row.influencerId,
    postCount: row.postCount,
    views: row.views,
    likes: row.likes,
    comments: row.comments,
    shares: row.shares,
    interactions: row.interactions,
    engagementRate: row.engagementRate,
    confidentEngagementRate: row.confidentEngagementRate,
    rank,
  };
}
