import { type Database, statement } from '../../../platform/storage/database.ts';

/**
 * What readers' queries are planned by. Posts are found by one index, and how many there are is known from building it: they
 * need no statistics.
 */
const TABLES = ['import', 'campaign', 'campaign_performance', 'influencer', 'post_sum'] as const;

/**
 * Those that were never analyzed, or of which more than a tenth has changed since. Autovacuum would come to the large ones in
 * a minute or later, and never to a table of less than fifty rows, as import may be. A database just restored has none.
 */
const FIND_CHANGED = statement(
  'analyze_find_changed',
  `select quote_ident(relname) as name
     from pg_stat_user_tables
    where schemaname = current_schema()
      and relname = any ($1::text[])
      and (
        (last_analyze is null and last_autoanalyze is null)
        or n_mod_since_analyze > 50 + n_live_tup / 10
      )
    order by relname`,
);

/** Keeps the planner's statistics of what an import has changed: without them it reads all posts where an index would do. */
export async function analyzeChanged(database: Database): Promise<void> {
  const changed = await database.query<{ name: string }>(FIND_CHANGED, [TABLES]);
  for (const { name } of changed) await database.execute(`analyze ${name}`);
}
