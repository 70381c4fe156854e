import type { Statement, Transaction } from '../../../platform/storage/database.ts';
import { unprepared } from '../staging/post-tables.sql.ts';
import { type PerformanceSums, SUM_COLUMNS } from './performance-sums.ts';
import { COUNT_PAGES } from './publish.sql.ts';

const SUMS_A_SLICE = 2_000;
/** Some 25,000 posts, which take the embedded database 80 ms to write, and as long to sum up. */
const PAGES_A_PORTION = 800;

const COLUMNS = SUM_COLUMNS.join(', ');

/** The table of changes, and as many tables of what is to be summed up, of which each has whole campaigns. */
function createTables(parts: number): string {
  const columns = `campaign_id text collate "C", influencer_id text collate "C", posts bigint, views bigint,
     likes bigint, comments bigint, shares bigint, likes_posts bigint, comments_posts bigint, shares_posts bigint`;
  const partitions = Array.from(
    { length: parts },
    (_, part) =>
      `create temporary table performance_sum_${part} partition of performance_sum
         for values with (modulus ${parts}, remainder ${part}) on commit drop;`,
  );
  return `create temporary table performance_change (${columns},
      interactions bigint generated always as (coalesce(likes, 0) + coalesce(comments, 0) + coalesce(shares, 0)) stored
    ) on commit drop;
    create temporary table performance_sum (${columns}) partition by hash (campaign_id) on commit drop;
    ${partitions.join('\n')}`;
}

/** Takes off what the posts on the pages from $1 to $2 had added. */
function subtractPosts(table: string): Statement {
  return unprepared(
    `insert into performance_sum (${COLUMNS})
     select campaign_id, influencer_id, -1, -views, -likes, -comments, -shares,
            -(likes is not null)::int, -(comments is not null)::int, -(shares is not null)::int
       from ${table} where ctid >= $1::tid and ctid < $2::tid`,
  );
}

function sumUp(part: number): Statement {
  return unprepared(
    `insert into performance_change (${COLUMNS})
     select campaign_id, influencer_id, sum(posts), sum(views), sum(likes), sum(comments), sum(shares),
            sum(likes_posts), sum(comments_posts), sum(shares_posts)
       from performance_sum_${part} group by campaign_id, influencer_id order by campaign_id, influencer_id`,
  );
}

/**
 * Fills performance_change with the sums that the importer brought, less what the replaced import had added whose posts
 * are in `replacedTable`: by portions, between which readers of the embedded database get their turn.
 */
export async function collectChangesInPortions(
  transaction: Transaction,
  sums: Pick<PerformanceSums, 'copyLines'>,
  replacedTable: string,
): Promise<void> {
  const [counted] = await transaction.query<{ pages: bigint }>(COUNT_PAGES, [replacedTable]);
  const pages = Number(counted?.pages ?? 0n);
  const parts = Math.max(1, Math.ceil(pages / PAGES_A_PORTION));
  await transaction.execute(createTables(parts));
  await transaction.copy({ table: 'performance_sum', columns: SUM_COLUMNS }, sums.copyLines(SUMS_A_SLICE));
  const subtract = subtractPosts(replacedTable);
  for (let page = 0; page < pages; page += PAGES_A_PORTION) {
    await transaction.query(subtract, [`(${page},0)`, `(${page + PAGES_A_PORTION},0)`]);
  }
  for (let part = 0; part < parts; part += 1) await transaction.query(sumUp(part));
}
