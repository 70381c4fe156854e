import { type Statement, statement } from '../../../platform/storage/database.ts';
import { unprepared } from '../staging/post-tables.sql.ts';

export const ENSURE_ORGANIZATION = statement(
  'import_ensure_organization',
  'insert into organization (id) values ($1) on conflict (id) do nothing',
);

/** Served by import_published_key. */
export const FIND_PUBLISHED = statement(
  'import_find_published',
  `select id, fingerprint, bytes, read, loaded, rejected, superseded, rejected_by_code as "rejectedByCode",
          department_id as "departmentId", header, origin, options, overlapping, report
     from import where organization_id = $1 and source = $2 and status = 'PUBLISHED'`,
);

/** How the file of an import was read whose rejected rows come back. Served by import_organization_id_id_key. */
export const FIND_MENDED = statement(
  'import_find_mended',
  `select source, options, report, department_id as "departmentId" from import
    where organization_id = $1 and id = $2`,
);

/**
 * The id is the time with random bits behind it, as migration 20261207000000_import_ids has it, and larger than the organization's others
 * even where the clock was set back. $1: the organization. Served by import_organization_id_id_key.
 */
export const NEXT_ID = `greatest(
            floor(extract(epoch from clock_timestamp()) * 1000)::bigint * 2048 + floor(random() * 2048)::bigint,
            (select coalesce(max(id), 0) + 1 from import where organization_id = $1))`;

/** No row where another organization has just got the same id: it is to be run again. */
export const BEGIN = statement(
  'import_begin',
  `insert into import (id, organization_id, source, status, header, department_id, origin, adds_posts, options)
   select ${NEXT_ID},
          $1, $2, 'RUNNING', $3::text[], $4, $5, $6, $7::jsonb
   on conflict (id) do nothing
   returning id`,
);

/**
 * Locks a running import while rows are written to it: a process that wants to end it as interrupted waits until the rows
 * are committed, and then finds them, or rolled back.
 */
export const LOCK_RUNNING = statement(
  'import_lock_running',
  `select 1 as locked from import where organization_id = $1 and id = $2 and status = 'RUNNING' for share`,
);

/** Ends an import that did not publish, with its counts so far. */
export const END_UNPUBLISHED = statement(
  'import_end_unpublished',
  `update import
      set status = $3, code = $12, message = $4, finished_at = clock_timestamp(), fingerprint = $5, bytes = $6,
          read = $7, loaded = $8, rejected = $9, superseded = $10, rejected_by_code = $11::jsonb
    where organization_id = $1 and id = $2 and status = 'RUNNING'`,
);

/**
 * How far a running import is: $3 rows, $4 of them rejected, $5 bytes. Not in the record of the import: that is locked while its
 * rows are on their way. Served by import_progress_pkey.
 */
export const WRITE_PROGRESS = statement(
  'import_write_progress',
  `insert into import_progress (organization_id, import_id, read, rejected, bytes) values ($1, $2, $3, $4, $5)
   on conflict (organization_id, import_id) do update
     set read = excluded.read, rejected = excluded.rejected, bytes = excluded.bytes`,
);

/** Served by import_progress_pkey. */
export const FIND_PROGRESS = statement(
  'import_find_progress',
  `select import_id as "importId", read as "readCount", rejected as "rejectedCount", bytes as "byteCount"
     from import_progress where organization_id = $1 and import_id = any($2::bigint[])`,
);

export const DELETE_PROGRESS = statement(
  'import_delete_progress',
  'delete from import_progress where organization_id = $1 and import_id = $2',
);

/** Keeps rows that wait for the end of their file, as long as the import runs. */
export const WRITE_HELD_ROWS = statement(
  'import_write_held_rows',
  `insert into held_row (organization_id, import_id, number, rows)
   select $1, $2::bigint, $3::integer, $4 from import
    where organization_id = $1 and id = $2::bigint and status = 'RUNNING' for share
   returning number`,
);

/** Served by held_row_pkey. */
export const READ_HELD_ROWS = statement(
  'import_read_held_rows',
  'select rows from held_row where organization_id = $1 and import_id = $2 and number = $3',
);

export const DELETE_HELD_ROWS = statement(
  'import_delete_held_rows',
  'delete from held_row where organization_id = $1 and import_id = $2',
);

export const DELETE_IMPORT = statement(
  'import_delete',
  'delete from import where organization_id = $1 and id = $2',
);

export const DELETE_REJECTED_ROWS = statement(
  'import_delete_rejected_rows',
  'delete from rejected_row where organization_id = $1 and import_id = $2',
);

/**
 * A post that occurs again in a file replaces its earlier row: the same platform and post id within campaign and creator, as between
 * sources. Rows are deleted by ctid rather than by a join: without statistics on rows just copied, a join would be planned as a nested loop.
 */
export function supersedeIn(table: string): Statement {
  return unprepared(
    `with deleted as (
       delete from ${table} where ctid = any (array(${supersededRowIds(table, 'post_id is not null')})) returning 1
     )
     select count(*) as superseded from deleted`,
  );
}

const SUPERSEDED_COLUMNS = `campaign_id as "campaignId", influencer_id as "influencerId", platform, posted_at as "postedAt",
       hashtags, views, likes, comments, shares`;

/**
 * The same where it is known which post ids ($3) may be repeated; "is true" makes the list a hashed subplan, where a join
 * would be planned as a nested loop.
 */
export function supersedeSuspectsIn(table: string): Statement {
  return unprepared(
    `delete from ${table}
      where ctid = any (array(${supersededRowIds(table, '(post_id in (select unnest($3::text[]))) is true')}))
     returning ${SUPERSEDED_COLUMNS}`,
  );
}

/** Selects the ctids of superseded rows. $1 organization, $2 import. Served by post_pkey if the import has no table of its own. */
function supersededRowIds(table: string, where: string): string {
  return `select ctid from (
     select ctid,
            lead(line) over (partition by campaign_id, influencer_id, post_id, platform order by line) as later_line
       from ${table} where organization_id = $1 and import_id = $2 and ${where}
   ) as rows where later_line is not null`;
}

/** Keeps what a running import found in its file ($3), before it ends. */
export const WRITE_REPORT = statement(
  'import_write_report',
  `update import set report = $3::jsonb where organization_id = $1 and id = $2 and status = 'RUNNING'`,
);

/** Keeps how many posts of other sources ($3) an import has too. */
export const WRITE_OVERLAPPING = statement(
  'import_write_overlapping',
  'update import set overlapping = $3 where organization_id = $1 and id = $2',
);

/** How many campaigns a message names. */
export const MAX_LOSSES = 5;

/** The campaigns that would lose most posts if an import ($2, whose posts are in `table`) replaced another ($3). */
export function findLosses(table: string): Statement {
  return unprepared(
    `with before as (
       select campaign_id, sum(entry.amount)::bigint as posts
         from post_sum cross join unnest(posts) as entry (amount)
        where organization_id = $1 and import_id = $3::bigint and kind = 'CREATOR' and campaign_id is not null
        group by campaign_id
     ), after as (
       select campaign_id, count(*) as posts from ${table} as post
        where organization_id = $1 and import_id = $2::bigint group by campaign_id
     )
     select campaign_id as "campaignId", before.posts - coalesce(after.posts, 0) as gone
       from before left join after using (campaign_id)
      where before.posts > coalesce(after.posts, 0)
      order by gone desc, campaign_id
      limit ${MAX_LOSSES}`,
  );
}

/** Whether an import ($2, in `table`) has a post in common with another ($3, in `earlier`), whatever either says of its platform. */
export function findCommonPost(table: string, earlier: string): Statement {
  return unprepared(
    `select 1 as common
       from ${table} as post
       join ${earlier} as other
         on other.organization_id = $1 and other.import_id = $3::bigint and other.campaign_id = post.campaign_id
        and other.influencer_id = post.influencer_id and coalesce(other.post_id, '') = coalesce(post.post_id, '')
      where post.organization_id = $1 and post.import_id = $2::bigint
      limit 1`,
  );
}

/** Unpublished imports whose rows are not purged yet; they have ended, or their process has. */
export const FIND_UNPURGED = statement(
  'import_find_unpurged',
  `select organization_id as "organizationId", source, id, status from import
    where purged_at is null and status <> 'PUBLISHED' and ($1::text is null or organization_id = $1)
    order by id`,
);

/**
 * For an import that has no table of its own. Served by post_pkey. Deletes a slice at a time, so that readers on PGlite
 * can run in between. Never deletes published rows, even if the connection was lost before the commit was confirmed.
 */
export const PURGE_SLICE = statement(
  'import_purge_slice',
  `with deleted as (
     delete from only post
      where organization_id = $1 and import_id = $2 and line = any (array(
        select line from only post
         where organization_id = $1 and import_id = $2
           and not exists (select 1 from import where organization_id = $1 and id = $2 and status = 'PUBLISHED')
         order by line limit $3
      ))
     returning 1
   )
   select count(*) as purged from deleted`,
);

/** Ends an import whose process has ended: from now on it can neither publish nor add rows. */
export const END_INTERRUPTED = statement(
  'import_end_interrupted',
  `update import
      set status = 'FAILED', finished_at = clock_timestamp(), message = 'The process that ran it ended before it did: nothing was published. Import the file again.'
    where organization_id = $1 and id = $2 and status = 'RUNNING'`,
);

export const MARK_PURGED = statement(
  'import_mark_purged',
  `update import set purged_at = clock_timestamp() where organization_id = $1 and id = $2 and status <> 'PUBLISHED'`,
);

/** The quarantine is kept only for the last imports of a source: otherwise it would grow with every daily export. */
export const DELETE_OLD_QUARANTINES = statement(
  'import_delete_old_quarantines',
  `delete from rejected_row
    where organization_id = $1 and import_id in (
      select id from import where organization_id = $1 and source = $2 order by id desc offset $3
    )`,
);
