import { type Statement, statement } from '../../../platform/storage/database.ts';
import { POST_KEYS } from '../../performance/contract.ts';

/** The prefix of the tables of single imports; {@link FIND_POST_TABLES} parses the id after it. */
const PREFIX = 'post_import_';

/** The name of the table that holds the posts of one import. */
export function ownTable(importId: bigint): string {
  return `${PREFIX}${importId}`;
}

/** Runs in the transaction of the COPY: others see the table only with its rows. */
export function createOwnTable(importId: bigint): string {
  return `create table ${ownTable(importId)} () inherits (post)`;
}

/** Indexes the same keys as post_keys_idx. No rows are added to the table after this. */
export function indexOwnTable(importId: bigint): string {
  return `create index on ${ownTable(importId)} using gin ((${POST_KEYS.replaceAll('post.', '')})) with (fastupdate = off)`;
}

/** Moves the rows into post and drops the table; what readers find stays the same. */
export function mergeOwnTable(importId: bigint): string {
  return `set local gin_pending_list_limit = '256MB';
          insert into post select * from ${ownTable(importId)} order by campaign_id, influencer_id;
          drop table ${ownTable(importId)}`;
}

export function dropOwnTable(importId: bigint): string {
  return `drop table if exists ${ownTable(importId)}`;
}

/** Dropping a table waits for its readers, and blocks new ones meanwhile: keep that short. */
export const WAIT_BRIEFLY = `set local lock_timeout = '2s'`;

/**
 * Whether an import ($1) has a table of its own. Read from the catalog and not by to_regclass(), which within a transaction goes on
 * finding a table that another one has merged and dropped.
 */
export const HAS_OWN_TABLE = statement(
  'post_table_has_own',
  `select exists (
     select from pg_class join pg_inherits on inhrelid = oid
      where relname = '${PREFIX}' || $1::bigint and inhparent = 'post'::regclass
   ) as has`,
);

/** The tables of published imports, the smallest first. */
export const FIND_POST_TABLES = statement(
  'post_table_find',
  `select import.id, pg_relation_size(own.oid) as bytes,
          exists (select from pg_index where indrelid = own.oid) as "isIndexed"
     from pg_inherits
     join pg_class as own on own.oid = inhrelid and own.relname ~ '^${PREFIX}\\d+$'
     join import on import.id = substr(own.relname, ${PREFIX.length + 1})::bigint and import.status = 'PUBLISHED'
    where inhparent = 'post'::regclass
    order by bytes`,
);

/** Locks a published import until the transaction ends; no row if another process is changing or indexing it. */
export const LOCK_PUBLISHED = statement(
  'post_table_lock_published',
  `select 1 as locked from import where id = $1 and status = 'PUBLISHED' for update skip locked`,
);

/** Keeps an import from being published until the transaction ends; no row if it is published. */
export const LOCK_UNPUBLISHED = statement(
  'post_table_lock_unpublished',
  `select 1 as locked from import where organization_id = $1 and id = $2 and status <> 'PUBLISHED' for update`,
);

/**
 * Merges the pending lists of the GIN indexes on post and on the tables of single imports. Until then every search for
 * posts also scans the lists, with the same result.
 */
export const CLEAN_PENDING_LISTS = statement(
  'post_table_clean_pending_lists',
  `select gin_clean_pending_list(indexrelid)
     from pg_index
     join pg_class as index on index.oid = indexrelid and 'fastupdate=on' = any (index.reloptions)
    where indrelid = 'post'::regclass or indrelid in (select inhrelid from pg_inherits where inhparent = 'post'::regclass)`,
);

/** For SQL on the table of one import: not prepared, since connections would otherwise keep a statement for every import. */
export function unprepared(text: string): Statement {
  return statement('', text);
}
