import type { Database } from '../../../platform/storage/database.ts';
import type { MeasuredPost } from '../columns/fields.ts';
import { COUNT_PAGES } from '../publishing/publish.sql.ts';
import { supersedeIn, supersedePlacesIn, supersedeSuspectsIn, suspectsIn } from '../run/import.sql.ts';
import type { ImportRun } from '../run/import-ending.ts';
import type { PostLines } from './post-copy.ts';
import { findPostTable } from './post-tables.ts';

/** Each some 40 ms of the embedded database. */
const PAGES_A_PORTION = 1_500;
const DELETED_A_PORTION = 2_000;

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
 * Takes the staged posts away of which a later row of the file tells more, out of the table and out of the sums.
 * @returns how many these are
 */
export async function supersede(
  database: Database,
  { organizationId, importId }: Pick<ImportRun, 'organizationId' | 'importId'>,
  lines: PostLines,
): Promise<number> {
  const { repeated } = lines;
  if (repeated.isOverflown) {
    const table = await findPostTable(database, importId);
    const [found] = await database.query<{ superseded: bigint }>(supersedeIn(table), [
      organizationId,
      importId,
    ]);
    return Number(found?.superseded ?? 0n);
  }
  if (repeated.suspects.size === 0) return 0;
  const table = await findPostTable(database, importId);
  const suspects = [...repeated.suspects];
  const gone =
    database.kind === 'pglite'
      ? await supersedeInPortions(database, table, suspects)
      : await database.query<SupersededPost>(supersedeSuspectsIn(table), [
          organizationId,
          importId,
          suspects,
        ]);
  for (const post of gone) lines.subtract(toMeasured(post));
  return gone.length;
}

interface SuspectedPost {
  readonly place: string;
  readonly line: bigint;
  readonly campaignId: string;
  readonly influencerId: string;
  readonly postId: string;
}

/** The same in a table of one import, where readers wait for as long as a statement takes. */
async function supersedeInPortions(
  database: Database,
  table: string,
  suspects: readonly string[],
): Promise<SupersededPost[]> {
  const [counted] = await database.query<{ pages: bigint }>(COUNT_PAGES, [table]);
  const latest = new Map<string, SuspectedPost>();
  const superseded: string[] = [];
  for (let page = 0; page < Number(counted?.pages ?? 0n); page += PAGES_A_PORTION) {
    const portion = [suspects, `(${page},0)`, `(${page + PAGES_A_PORTION},0)`];
    for (const post of await database.query<SuspectedPost>(suspectsIn(table), portion)) {
      const key = JSON.stringify([post.campaignId, post.influencerId, post.postId]);
      const other = latest.get(key);
      const [last, earlier] = other !== undefined && other.line > post.line ? [other, post] : [post, other];
      latest.set(key, last);
      if (earlier !== undefined) superseded.push(earlier.place);
    }
  }
  const gone: SupersededPost[] = [];
  for (let from = 0; from < superseded.length; from += DELETED_A_PORTION) {
    const places = superseded.slice(from, from + DELETED_A_PORTION);
    gone.push(...(await database.query<SupersededPost>(supersedePlacesIn(table), [places])));
  }
  return gone;
}

/** What the sums need of it. Counts of posts are at most 2^53 - 1. */
function toMeasured({
  views,
  likes,
  comments,
  shares,
  postedAt,
  hashtags,
  ...post
}: SupersededPost): MeasuredPost {
  const toNumber = (count: bigint | null) => (count === null ? null : Number(count));
  return {
    ...post,
    line: 0,
    postId: null,
    postedAt: postedAt === null ? null : postedAt.toISOString(),
    views: Number(views),
    likes: toNumber(likes),
    comments: toNumber(comments),
    shares: toNumber(shares),
    saves: null,
    followers: null,
    reach: null,
    caption: null,
    hashtags: hashtags ?? [],
    url: null,
  };
}
