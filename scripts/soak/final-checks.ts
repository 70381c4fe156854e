import type pg from 'pg';
import { addUp } from './exports.ts';
import type { Importing } from './importing.ts';
import type { Server } from './server.ts';
import type { Tally } from './tally.ts';

const FROM_POSTS = `select post.campaign_id as campaign, count(*)::float8 as posts, sum(views)::float8 as views,
    sum(coalesce(likes, 0) + coalesce(comments, 0) + coalesce(shares, 0))::float8 as interactions
  from post join import on import.organization_id = post.organization_id and import.id = post.import_id
  where import.status = 'PUBLISHED' group by 1`;
const KEPT = `select id as campaign, posts::float8, views::float8, interactions::float8 from campaign`;
const PERFORMANCES = `select campaign_id as campaign, sum(posts)::float8 as posts, sum(views)::float8 as views,
    sum(interactions)::float8 as interactions from campaign_performance group by 1`;
const LEFT_RUNNING = `select count(*)::int as count from import where status = 'RUNNING'`;
const CUT_OFF = `select count(*)::int as count from import where status = 'PUBLISHED' and source like 'cut-off-%'`;

interface SumRow {
  readonly campaign: string;
  readonly posts: number;
  readonly views: number;
  readonly interactions: number;
}

/** After the load: what both servers say, and what stands in the tables, is what was imported. */
export async function checkAtTheEnd(
  database: pg.Client,
  servers: readonly Server[],
  importing: Importing,
  tally: Tally,
): Promise<void> {
  for (const server of servers) await importing.checkEverything(server);
  const due = show(importing.expected());
  for (const [name, query] of Object.entries({
    posts: FROM_POSTS,
    campaigns: KEPT,
    performances: PERFORMANCES,
  })) {
    const { rows } = await database.query<SumRow>(query);
    const held = show(addUp(rows.map(({ campaign, ...totals }) => new Map([[campaign, totals]]))));
    if (held !== due) tally.fail(`the sums of ${name} are not what was imported`, `${held} and not ${due}`);
  }
  for (const [what, query] of Object.entries({
    'imports left RUNNING': LEFT_RUNNING,
    'uploads that were cut off and published': CUT_OFF,
  })) {
    const { rows } = await database.query<{ count: number }>(query);
    if (rows[0]?.count !== 0) tally.fail(what, `${rows[0]?.count}`);
  }
}

function show(sums: ReadonlyMap<string, object>): string {
  return JSON.stringify([...sums].toSorted(([left], [right]) => left.localeCompare(right)));
}
