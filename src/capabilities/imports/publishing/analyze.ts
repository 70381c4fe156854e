import { type Database, statement } from '../../../platform/storage/database.ts';

/**
 * The tables whose statistics the planner needs. Posts are left out: they are found by one index, whose build records how
 * many there are.
 */
const TABLES = [
  'import',
  'campaign',
  'campaign_performance',
  'influencer',
  'platform_performance',
  'post_sum',
] as const;

/**
 * Tables that were never analyzed, or of which more than a tenth has changed since. Autovacuum would take a minute or more
 * for large tables, and never analyzes a table of fewer than fifty rows, as import may be. A freshly restored database has
 * no statistics.
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

/** Updates the planner's statistics after an import: without them it may scan all posts instead of using an index. */
export async function analyzeChanged(database: Database): Promise<void> {
  const changed = await database.query<{ name: string }>(FIND_CHANGED, [TABLES]);
  for (const { name } of changed) await database.execute(`analyze ${name}`);
}
