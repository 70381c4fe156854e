import pg from 'pg';
import { pino } from 'pino';
import { EVERYTHING, filterValues } from '../../src/capabilities/access/contract.ts';
import { analyzeChanged } from '../../src/capabilities/imports/publishing/analyze.ts';
import { COUNT_PLATFORM_PERFORMANCES } from '../../src/capabilities/imports/publishing/platforms.sql.ts';
import {
  createOwnTable,
  indexOwnTable,
  ownTable,
} from '../../src/capabilities/imports/staging/post-tables.sql.ts';
import { sumPostsIn } from '../../src/capabilities/imports/sums/post-sums.sql.ts';
import { FIND_POSTS, FIND_POSTS_IN_CAMPAIGN } from '../../src/capabilities/performance/post/post.ts';
import {
  BEST_POSTS,
  TOP_CREATORS,
  TOP_HASHTAGS,
} from '../../src/capabilities/performance/team-results/team-results.sql.ts';
import { FIND_PERIODS } from '../../src/capabilities/performance/timeline/timeline.ts';
import { type SqlValue, type Statement, statement } from '../../src/platform/storage/database.ts';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import type { Bench } from './bench-context.ts';
import { percentile, show } from './figures.ts';

const POSTS_AN_IMPORT = 1_000_000;
const CAMPAIGNS = 1_000;
const RUNS = 15;
const ORGANIZATION = 'default';

/** So many posts of generated imports, as the importer would leave them, by SQL alone. */
export async function loadPosts(client: pg.Client, imports: number, postsAnImport: number): Promise<void> {
  await client.query(`insert into organization (id) values ('${ORGANIZATION}') on conflict do nothing`);
  for (let number = 1; number <= imports; number++) {
    const { rows } = await client.query<{ id: string }>(
      `insert into import (organization_id, source, status, loaded) values ($1, $2, 'RUNNING', $3) returning id`,
      [ORGANIZATION, `generated-${number}`, postsAnImport],
    );
    const id = BigInt(rows[0]?.id ?? 0);
    await client.query('begin');
    await client.query(createOwnTable(id));
    await client.query(
      `insert into ${ownTable(id)}
         (organization_id, import_id, line, campaign_id, influencer_id, post_id, platform, posted_at, views, likes,
          comments, shares, caption, hashtags)
       select '${ORGANIZATION}', ${id}, n, 'campaign-' || lpad(campaign::text, 4, '0'),
              'creator.' || lpad(((campaign * 7919 + creator * 197) % 20000)::text, 5, '0'), '${number}-' || n,
              (array['TIKTOK', 'INSTAGRAM', 'YOUTUBE'])[1 + dice % 3],
              timestamptz '2026-01-01 00:00Z' + (dice / 7 % 31536000) * interval '1 second',
              views, views / 20, views / 200, views / 100, 'a caption of some words ' || dice,
              array['tag' || dice % 40, 'tag' || dice / 41 % 40]
         from generate_series(1, $1::int) as n,
              lateral (select abs(hashint4(n * 16 + ${number})) as dice) as diced,
              lateral (select dice % ${CAMPAIGNS} as campaign, dice / 1009 % 100 as creator, 200 + dice / 13 % 5000 as views) as drawn`,
      [postsAnImport],
    );
    await client.query('commit');
    await client.query(indexOwnTable(id));
    await client.query({ text: sumPostsIn(ownTable(id)).text, values: [ORGANIZATION, String(id)] });
    await client.query(`update import set status = 'PUBLISHED', finished_at = now() where id = $1`, [
      String(id),
    ]);
  }
  await client.query(
    `insert into campaign_performance
       (organization_id, campaign_id, influencer_id, posts, views, likes, comments, shares, likes_posts, comments_posts,
        shares_posts, interactions)
     select sum.organization_id, sum.campaign_id, entry.key, sum(entry.posts), sum(entry.views), sum(entry.likes),
            sum(entry.comments), sum(entry.shares), sum(entry.posts), sum(entry.posts), sum(entry.posts),
            sum(entry.likes + entry.comments + entry.shares)
       from post_sum as sum
      cross join lateral unnest(sum.keys, sum.posts, sum.views, sum.likes, sum.comments, sum.shares)
         as entry (key, posts, views, likes, comments, shares)
      where sum.kind = 'CREATOR' and sum.campaign_id is not null
      group by 1, 2, 3`,
  );
  await client.query(COUNT_PLATFORM_PERFORMANCES.text, [ORGANIZATION]);
  await client.query(
    `insert into campaign
       (organization_id, id, influencers, posts, views, likes, comments, shares, interactions, last_import_id, last_imported_at)
     select organization_id, campaign_id, count(*), sum(posts), sum(views), sum(likes), sum(comments), sum(shares),
            sum(interactions), 1, now() from campaign_performance group by 1, 2`,
  );
  await client.query(
    'insert into influencer (organization_id, id) select distinct organization_id, influencer_id from campaign_performance',
  );
}

interface Read {
  readonly name: string;
  readonly limit: number | null;
  readonly statements: readonly (readonly [Statement, readonly SqlValue[]])[];
}

const CAMPAIGN = 'campaign-0007';
const all = filterValues(EVERYTHING);

/** What readers ask for, by the product's own statements where they are SQL, and by what Prisma sends where they are not. */
function listReads(creators: readonly string[], influencer: string): Read[] {
  return [
    { name: 'timeline', limit: 20, statements: [[FIND_PERIODS, [ORGANIZATION, CAMPAIGN]]] },
    {
      name: 'numbers of a first brief on a platform',
      limit: 100,
      statements: [
        [TOP_CREATORS.everything, [ORGANIZATION, null, 'TIKTOK', 5]],
        [BEST_POSTS, [ORGANIZATION, null, 'TIKTOK', creators, 3, ...all]],
        [TOP_HASHTAGS.everything, [ORGANIZATION, null, 'TIKTOK', 12]],
      ],
    },
    {
      name: 'numbers of a first brief on a campaign',
      limit: 100,
      statements: [
        [TOP_CREATORS.campaign, [ORGANIZATION, CAMPAIGN, null, 5]],
        [BEST_POSTS, [ORGANIZATION, CAMPAIGN, null, creators, 3, ...all]],
        [TOP_HASHTAGS.campaign, [ORGANIZATION, CAMPAIGN, 'TIKTOK', 12]],
      ],
    },
    {
      name: 'numbers of a first brief of who sees one campaign',
      limit: 100,
      statements: [
        [TOP_CREATORS.visible, [ORGANIZATION, null, 'TIKTOK', 5, false, [], [CAMPAIGN]]],
        [TOP_HASHTAGS.visible, [ORGANIZATION, null, 'TIKTOK', 12, false, [], [CAMPAIGN]]],
      ],
    },
    {
      name: 'posts of a performance',
      limit: null,
      statements: [
        [
          FIND_POSTS.VIEWS_DESC,
          [ORGANIZATION, null, null, null, 11, [CAMPAIGN], [influencer], null, null, null],
        ],
      ],
    },
    {
      name: 'posts of a campaign',
      limit: null,
      statements: [[FIND_POSTS_IN_CAMPAIGN.VIEWS_DESC, [ORGANIZATION, null, null, null, 11, [CAMPAIGN]]]],
    },
    {
      name: 'page of a leaderboard',
      limit: null,
      statements: [
        [
          statement(
            'bench_leaderboard',
            `select * from campaign_performance where organization_id = $1 and campaign_id = $2
              order by coalesce(confident_engagement_rate, -1) desc, views desc, influencer_id limit 11`,
          ),
          [ORGANIZATION, CAMPAIGN],
        ],
      ],
    },
    {
      name: 'page of campaigns',
      limit: null,
      statements: [
        [
          statement(
            'bench_campaigns',
            'select * from campaign where organization_id = $1 order by id limit 21',
          ),
          [ORGANIZATION],
        ],
      ],
    },
    {
      name: 'influencer',
      limit: null,
      statements: [
        [
          statement(
            'bench_influencer',
            'select * from campaign_performance where organization_id = $1 and influencer_id = $2 order by campaign_id limit 11',
          ),
          [ORGANIZATION, influencer],
        ],
      ],
    },
  ];
}

/** Readers' queries over many posts: how long they take, and by which scans. Fails where one of them reads all posts. */
export async function measureReads(
  { postgres, isQuick, report, tell }: Bench,
  millions: number,
): Promise<void> {
  const url = await postgres.createDatabase('bench_reads');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const database = openPostgres(url, pino({ level: 'silent' }));
  try {
    const imports = isQuick ? 2 : Math.max(1, Math.round(millions));
    const postsAnImport = isQuick ? POSTS_AN_IMPORT / 10 : Math.round((millions * POSTS_AN_IMPORT) / imports);
    tell(`loading ${show(imports * postsAnImport)} posts`);
    await loadPosts(client, imports, postsAnImport);
    await analyzeChanged(database);
    const { rows } = await client.query<{ id: string }>(
      'select influencer_id as id from campaign_performance where campaign_id = $1 order by 1 limit 5',
      [CAMPAIGN],
    );
    const creators = rows.map(({ id }) => id);
    const offenders: string[] = [];
    // As requests do: under row-level security.
    await client.query(`select set_config('app.org', $1, false), set_config('role', 'marquee_app', false)`, [
      ORGANIZATION,
    ]);
    for (const { name, limit, statements } of listReads(creators, creators[0] ?? '')) {
      const times: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        const startedAt = performance.now();
        for (const [{ name: prepared, text }, values] of statements) {
          await client.query({ name: prepared, text, values: values.map(toParameter) });
        }
        times.push(performance.now() - startedAt);
      }
      const scans: string[] = [];
      for (const [{ text }, values] of statements) scans.push(...(await explain(client, text, values)));
      const shape = [...new Set(scans)].sort();
      if (shape.some((scan) => /^Seq Scan on post(_import|$)/.test(scan))) offenders.push(name);
      tell(`${name}: p50 ${show(percentile(times, 0.5))} ms; ${shape.join(', ')}`);
      report.figures.push({
        measure: `${name}, ${show(imports * postsAnImport)} posts, p50`,
        value: `${show(percentile(times, 0.5))} ms`,
        beside: shape.join(', '),
        figure: percentile(times, 0.5),
        unit: 'ms',
        limit: limit === null ? null : { atMost: limit },
      });
    }
    if (offenders.length > 0) throw new Error(`These read all posts: ${offenders.join(', ')}`);
  } finally {
    await client.end();
    await database.close();
    await postgres.dropDatabase('bench_reads');
  }
}

const toParameter = (value: SqlValue) =>
  Array.isArray(value) ? value.map(String) : typeof value === 'bigint' ? String(value) : value;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Loops'?: number;
  readonly 'Actual Rows'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** The scans that read anything, each once: tables of imports under one name. */
async function explain(client: pg.Client, text: string, values: readonly SqlValue[]): Promise<string[]> {
  const { rows } = await client.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>({
    text: `explain (analyze, timing off, format json) ${text}`,
    values: values.map(toParameter),
  });
  const scans: string[] = [];
  const walk = (plan: Plan) => {
    const { 'Node Type': type, 'Relation Name': relation, 'Actual Loops': loops = 0 } = plan;
    // Posts stand in the imports' own tables: the one that these inherit from is empty, and scanned at once.
    const rows = (plan['Actual Rows'] ?? 0) + (plan['Rows Removed by Filter'] ?? 0);
    if (relation !== undefined && loops > 0 && rows > 0)
      scans.push(`${type} on ${relation.replace(/_\d+$/, '')}`);
    for (const child of plan.Plans ?? []) walk(child);
  };
  for (const { Plan: plan } of rows[0]?.['QUERY PLAN'] ?? []) walk(plan);
  return scans;
}
