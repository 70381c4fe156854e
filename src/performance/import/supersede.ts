import type { Database } from '../../storage/database.ts';
import { textOf } from './copy-text.ts';
import {
  FIND_LAST_LINE,
  FIND_SUSPECTS,
  SUPERSEDE_LINES,
  supersedeIn,
  supersedeSuspectsIn,
} from './import.sql.ts';
import type { ImportRun } from './import-ending.ts';
import type { SummedCounts } from './performance-sums.ts';
import type { PostLines } from './post-lines.ts';
import { findPostTable } from './post-tables.ts';

/** Each some 40 ms of the embedded database. */
const LINES_A_PORTION = 50_000n;
const DELETED_A_PORTION = 2_000;

interface SupersededPost {
  readonly campaignId: string;
  readonly influencerId: string;
  readonly views: bigint;
  readonly likes: bigint | null;
  readonly comments: bigint | null;
  readonly shares: bigint | null;
}

/**
 * Takes the staged posts away of which a later row of the file tells more, out of the table and out of the sums.
 * @returns how many these are
 */
export async function supersede(
  database: Database,
  { organizationId, importId }: Pick<ImportRun, 'organizationId' | 'importId'>,
  { sums, repeated }: PostLines,
): Promise<number> {
  if (repeated.isOverflown) {
    sums.isWhole = false;
    const table = await findPostTable(database, importId);
    const [found] = await database.query<{ superseded: bigint }>(supersedeIn(table), [
      organizationId,
      importId,
    ]);
    return Number(found?.superseded ?? 0n);
  }
  if (repeated.suspects.size === 0) return 0;
  const gone =
    database.kind === 'pglite'
      ? await supersedeInPortions(database, { organizationId, importId }, [...repeated.suspects])
      : await database.query<SupersededPost>(supersedeSuspectsIn(await findPostTable(database, importId)), [
          organizationId,
          importId,
          [...repeated.suspects],
        ]);
  for (const { campaignId, influencerId, ...counts } of gone) {
    sums.subtract(`${textOf(campaignId)}\t${textOf(influencerId)}`, toNumbers(counts));
  }
  return gone.length;
}

interface SuspectedPost {
  readonly line: bigint;
  readonly campaignId: string;
  readonly influencerId: string;
  readonly postId: string;
}

/** The same, where readers wait for as long as a statement takes. */
async function supersedeInPortions(
  database: Database,
  { organizationId, importId }: Pick<ImportRun, 'organizationId' | 'importId'>,
  suspects: readonly string[],
): Promise<SupersededPost[]> {
  const [last] = await database.query<{ line: bigint | null }>(FIND_LAST_LINE, [organizationId, importId]);
  const latest = new Map<string, bigint>();
  const superseded: bigint[] = [];
  for (let from = 0n; from <= (last?.line ?? -1n); from += LINES_A_PORTION) {
    const portion = [organizationId, importId, suspects, from, from + LINES_A_PORTION];
    for (const { line, ...post } of await database.query<SuspectedPost>(FIND_SUSPECTS, portion)) {
      const key = JSON.stringify([post.campaignId, post.influencerId, post.postId]);
      const earlier = latest.get(key);
      if (earlier !== undefined) superseded.push(earlier);
      latest.set(key, line);
    }
  }
  const gone: SupersededPost[] = [];
  for (let from = 0; from < superseded.length; from += DELETED_A_PORTION) {
    const lines = superseded.slice(from, from + DELETED_A_PORTION);
    gone.push(...(await database.query<SupersededPost>(SUPERSEDE_LINES, [organizationId, importId, lines])));
  }
  return gone;
}

/** Counts of posts are at most 2^53 - 1. */
function toNumbers({
  views,
  likes,
  comments,
  shares,
}: Omit<SupersededPost, 'campaignId' | 'influencerId'>): SummedCounts {
  const toNumber = (count: bigint | null) => (count === null ? null : Number(count));
  return [Number(views), toNumber(likes), toNumber(comments), toNumber(shares)];
}
