import type { Database } from '../../storage/database.ts';
import { textOf } from './copy-text.ts';
import { supersedeIn, supersedeSuspectsIn } from './import.sql.ts';
import type { ImportRun } from './import-ending.ts';
import type { SummedCounts } from './performance-sums.ts';
import type { PostLines } from './post-lines.ts';
import { findPostTable } from './post-tables.ts';

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
  const table = await findPostTable(database, importId);
  const gone = await database.query<SupersededPost>(supersedeSuspectsIn(table), [
    organizationId,
    importId,
    [...repeated.suspects],
  ]);
  for (const { campaignId, influencerId, ...counts } of gone) {
    sums.subtract(`${textOf(campaignId)}\t${textOf(influencerId)}`, toNumbers(counts));
  }
  return gone.length;
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
