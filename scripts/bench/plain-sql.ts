import { writeFile } from 'node:fs/promises';
import { runCommand } from './children.ts';

const COUNTS = [
  'views',
  'likes',
  'comments',
  'shares',
  'likes_posts',
  'comments_posts',
  'shares_posts',
  'interactions',
];

/** How performances are kept: in one table with six indexes, as until decision 12, or as they are now. */
export type PerformanceModel = 'SIX_INDEXES' | 'TODAY';

/** In a database with every migration. The columns and their generated rates are the same in both models. */
const TABLES: Readonly<Record<PerformanceModel, string>> = {
  SIX_INDEXES: `
    create table performance (like campaign_performance including defaults including generated);
    alter table performance drop column is_large, add primary key (organization_id, campaign_id, influencer_id);
    create index on performance (organization_id, influencer_id);
    create index on performance (organization_id, campaign_id, (coalesce(engagement_rate, -1)) desc, views desc, influencer_id);
    create index on performance
      (organization_id, campaign_id, (coalesce(confident_engagement_rate, -1)) desc, views desc, influencer_id);
    create index on performance (organization_id, campaign_id, views desc, influencer_id);
    create index on performance (organization_id, campaign_id, interactions desc, views desc, influencer_id);`,
  TODAY: 'alter table campaign_performance rename to performance;',
};

const COLUMNS = `organization_id, campaign_id, influencer_id, posts, ${COUNTS.join(', ')}`;
const SUMMED = `
  select organization_id, campaign_id, influencer_id, count(*) as posts, sum(views)::bigint as views,
         sum(likes)::bigint as likes, sum(comments)::bigint as comments, sum(shares)::bigint as shares,
         count(likes) as likes_posts, count(comments) as comments_posts, count(shares) as shares_posts,
         sum(coalesce(likes, 0) + coalesce(comments, 0) + coalesce(shares, 0))::bigint as interactions
    from staging group by 1, 2, 3 order by 1, 2, 3`;

const added = (other: string) =>
  ['posts', ...COUNTS].map((count) => `${count} = kept.${count} + ${other}.${count}`).join(', ');

const WRITE: Readonly<Record<PerformanceModel, string>> = {
  SIX_INDEXES: `
    insert into performance as kept (${COLUMNS}) ${SUMMED}
    on conflict (organization_id, campaign_id, influencer_id) do update set ${added('excluded')};`,
  TODAY: `
    create temporary table summed as ${SUMMED};
    analyze summed;
    set enable_hashjoin = off;
    merge into performance as kept using (select * from summed order by 1, 2, 3) as summed
       on kept.organization_id = summed.organization_id and kept.campaign_id = summed.campaign_id
      and kept.influencer_id = summed.influencer_id
     when matched then update set ${added('summed')}
     when not matched then insert (${COLUMNS})
          values (${COLUMNS.split(', ')
            .map((column) => `summed.${column}`)
            .join(', ')});`,
};

/** The table of performances in a database with every migration, and nothing in it. */
export async function createPerformances(url: string, model: PerformanceModel): Promise<void> {
  await runCommand('psql', [url, '-qc', TABLES[model]]);
}

/**
 * What an import is at least: psql copies the valid rows of an export, sums them up by campaign and creator, and adds the sums to
 * what is there, in one transaction.
 * @param file the rows, as lines of COPY's text format
 * @returns seconds, with the start of psql
 */
export async function importPlainly(url: string, model: PerformanceModel, file: string): Promise<number> {
  const script = `${file}.sql`;
  await writeFile(
    script,
    `create table staging (like post);
     \\copy staging from '${file}'
     ${WRITE[model]}
     drop table staging;`,
  );
  return (await runCommand('psql', [url, '-q1v', 'ON_ERROR_STOP=1', '-f', script])).seconds;
}
