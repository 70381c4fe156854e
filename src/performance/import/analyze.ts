import { type Database, statement } from '../../storage/database.ts';

/** What readers' queries are planned by. An import has the statistics of its own table from the index that it gets. */
const TABLES = ['import', 'campaign', 'campaign_performance', 'influencer', 'post_sum', 'post'] as const;

/**
 * Those of the tables, and of the tables of imports, that were never analyzed or of which more than a tenth has changed. One
 * that autovacuum has analyzed counts as well; it does so after a minute at the earliest, and in a database just restored or
 * upgraded there are no statistics until then.
 */
const FIND_CHANGED = statement(
  'analyze_find_changed',
  `select quote_ident(relname) as name
     from pg_stat_user_tables
    where schemaname = current_schema()
      and (relname = any ($1::text[]) or relname ~ '^post_import_\\d+$')
      and (
        (last_analyze is null and last_autoanalyze is null)
        or n_mod_since_analyze > 50 + n_live_tup / 10
      )
    order by relname`,
);

/** Keeps the planner's statistics of what an import has changed: without them it reads all posts where an index would do. */
export async function analyzeChanged(database: Database): Promise<void> {
  const changed = await database.query<{ name: string }>(FIND_CHANGED, [TABLES]);
  for (const { name } of changed) await database.query(statement('', `analyze ${name}`));
}
