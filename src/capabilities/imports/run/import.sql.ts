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
          department_id as "departmentId"
     from import where organization_id = $1 and source = $2 and status = 'PUBLISHED'`,
);

export const BEGIN = statement(
  'import_begin',
  `insert into import (organization_id, source, status, header, department_id) values ($1, $2, 'RUNNING', $3, $4) returning id`,
);

/**
 * Keeps an import running, for as long as rows are on their way into it: who wants to take it for dead waits until
 * they are in the table, where it finds them, or gone.
 */
export const HOLD_RUNNING = statement(
  'import_hold_running',
  `select 1 as held from import where organization_id = $1 and id = $2 and status = 'RUNNING' for share`,
);

/** An import that did not publish, with what was counted until then. */
export const END_UNPUBLISHED = statement(
  'import_end_unpublished',
  `update import
      set status = $3, message = $4, finished_at = clock_timestamp(), fingerprint = $5, bytes = $6,
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

export const FORGET_PROGRESS = statement(
  'import_forget_progress',
  'delete from import_progress where organization_id = $1 and import_id = $2',
);

export const FORGET = statement('import_forget', 'delete from import where organization_id = $1 and id = $2');

export const FORGET_REJECTED_ROWS = statement(
  'import_forget_rejected_rows',
  'delete from rejected_row where organization_id = $1 and import_id = $2',
);

/**
 * A postId that comes again in a file replaces the earlier row of that campaign and influencer. It reads the rows of
 * one import, and deletes by their places rather than by a join, which without statistics on rows that were just
 * copied would be planned as a loop in a loop.
 */
export function supersedeIn(table: string): Statement {
  return unprepared(
    `with gone as (
       delete from ${table} where ctid = any (array(${supersededPlaces(table, 'post_id is not null')})) returning 1
     )
     select count(*) as superseded from gone`,
  );
}

const SUPERSEDED_COLUMNS = `campaign_id as "campaignId", influencer_id as "influencerId", platform, posted_at as "postedAt",
       hashtags, views, likes, comments, shares`;

/**
 * The same where it is known which post ids ($3) may come again; "is true" keeps the list a hash that is looked up,
 * where a join would be planned as a loop in a loop.
 */
export function supersedeSuspectsIn(table: string): Statement {
  return unprepared(
    `delete from ${table}
      where ctid = any (array(${supersededPlaces(table, '(post_id in (select unnest($3::text[]))) is true')}))
     returning ${SUPERSEDED_COLUMNS}`,
  );
}

/** $1 organization, $2 import. Served by post_pkey, where the import has no table of its own. */
function supersededPlaces(table: string, where: string): string {
  return `select place from (
     select ctid as place,
            lead(line) over (partition by campaign_id, influencer_id, post_id order by line) as later_line
       from ${table} where organization_id = $1 and import_id = $2 and ${where}
   ) as rows where later_line is not null`;
}

/** Imports that ended, or whose process did, and whose rows still stand in the table. */
export const FIND_UNPURGED = statement(
  'import_find_unpurged',
  `select organization_id as "organizationId", source, id, status from import
    where purged_at is null and status <> 'PUBLISHED' and ($1::text is null or organization_id = $1)
    order by id`,
);

/**
 * For an import that has no table of its own. Served by post_pkey. A slice at a time, so that on PGlite readers get
 * their turn. What was published is never taken,
 * even if the connection was lost before the commit was known.
 */
export const PURGE_SLICE = statement(
  'import_purge_slice',
  `with gone as (
     delete from only post
      where organization_id = $1 and import_id = $2 and line = any (array(
        select line from only post
         where organization_id = $1 and import_id = $2
           and not exists (select 1 from import where organization_id = $1 and id = $2 and status = 'PUBLISHED')
         order by line limit $3
      ))
     returning 1
   )
   select count(*) as purged from gone`,
);

/** Ends an import whose process ended before it did: it publishes nothing from now on, and takes no more rows. */
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

/** The quarantine is kept for the last imports of a source only, or it would grow with every day's export. */
export const FORGET_OLD_QUARANTINES = statement(
  'import_forget_old_quarantines',
  `delete from rejected_row
    where organization_id = $1 and import_id in (
      select id from import where organization_id = $1 and source = $2 order by id desc offset $3
    )`,
);
