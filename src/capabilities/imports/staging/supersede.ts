import type { Database } from '../../../platform/storage/database.ts';
import { BLANK_POST, type UnfinishedPost } from '../columns/measured-post.ts';
import { supersedeIn, supersedeSuspectsIn } from '../run/import.sql.ts';
import type { ImportRun } from '../run/import-ending.ts';
import type { PostLines } from './post-copy.ts';
import { findPostTable } from './post-tables.ts';

interface SupersededPost {
  readonly campaignId: string;
  readonly influencerId: string;
  readonly platform: string | null;
  readonly postedAt: Date | null;
  readonly hashtags: readonly string[] | null;
  readonly views: bigint;
  readonly likes: bigint | null;
  readonly comments: bigint | null;
  readonly shares: bigint | null;
}

/**
 * Deletes the staged posts that a later row of the file replaces, and subtracts them from the sums.
 * @returns how many there were
 */
export async function supersede(
  database: Database,
  { organizationId, importId }: Pick<ImportRun, 'organizationId' | 'importId'>,
  lines: PostLines,
): Promise<number> {
  const { repeated } = lines;
  if (repeated.hasOverflowed) {
    const table = await findPostTable(database, importId);
    const [found] = await database.query<{ superseded: bigint }>(supersedeIn(table), [
      organizationId,
      importId,
    ]);
    return Number(found?.superseded ?? 0n);
  }
  if (repeated.suspects.size === 0) return 0;
  const table = await findPostTable(database, importId);
  const superseded = await database.query<SupersededPost>(supersedeSuspectsIn(table), [
    organizationId,
    importId,
    [...repeated.suspects],
  ]);
  for (const post of superseded) lines.subtract(toSummedPost(post));
  return superseded.length;
}

/** The fields that the sums need. Counts of posts are at most 2^53 - 1. */
function toSummedPost({
  views,
  likes,
  comments,
  shares,
  postedAt,
  hashtags,
  ...post
}: SupersededPost): UnfinishedPost {
  const toNumber = (count: bigint | null) => (count === null ? null : Number(count));
  return {
    ...BLANK_POST,
    ...post,
    postedAt: postedAt === null ? null : postedAt.toISOString(),
    views: Number(views),
    likes: toNumber(likes),
    comments: toNumber(comments),
    shares: toNumber(shares),
    hashtags: hashtags ?? [],
  };
}
