import { type Statement, statement } from '../../../platform/storage/database.ts';
import { POST_KEYS } from '../../performance/contract.ts';

/** What an import's own table is called; {@link FIND_POST_TABLES} reads the id out of it. */
const PREFIX = 'post_import_';

/** The table that holds the posts of one import and no others. */
export function ownTable(importId: bigint): string {
  return `${PREFIX}${importId}`;
}

/** Nobody else sees it before the rows that are copied into it are there. */
export function createOwnTable(importId: bigint): string {
  return `create table ${ownTable(importId)} () inherits (post)`;
}

/** The same keys as post_keys_idx has. Nothing is added to the table any more. */
export function indexOwnTable(importId: bigint): string {
  return `create index on ${ownTable(importId)} using gin ((${POST_KEYS.replaceAll('post.', '')})) with (fastupdate = off)`;
}

/** One table less; what readers find stays the same. */
export function mergeOwnTable(importId: bigint): string {
  return `set local gin_pending_list_limit = '256MB';
          insert into post select * from ${ownTable(importId)} order by campaign_id, influencer_id;
          drop table ${ownTable(importId)}`;
}

export function dropOwnTable(importId: bigint): string {
  return `drop table if exists ${ownTable(importId)}`;
}

/** A reader of a table that is to be dropped is waited for, and those behind it wait too: not for long. */
export const WAIT_BRIEFLY = `set local lock_timeout = '2s'`;

/** Whether an import ($1) has a table of its own. */
export const HAS_OWN_TABLE = statement(
  'post_table_has_own',
  `select to_regclass('${PREFIX}' || $1::bigint) is not null as has`,
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

/** Keeps a published import as it is until the transaction ends; no row where it is being changed or filed. */
export const HOLD_PUBLISHED = statement(
  'post_table_hold_published',
  `select 1 as held from import where id = $1 and status = 'PUBLISHED' for update skip locked`,
);

/** Keeps an import from being published until the transaction ends; no row where it was. */
export const HOLD_UNPUBLISHED = statement(
  'post_table_hold_unpublished',
  `select 1 as held from import where organization_id = $1 and id = $2 and status <> 'PUBLISHED' for update`,
);

/**
 * Sorts the indexes that take new entries in as a list: that of post, and those of tables of one import. Until then
 * every search for posts reads the lists; it finds the same.
 */
export const SORT_LISTS = statement(
  'post_table_sort_lists',
  `select gin_clean_pending_list(indexrelid)
     from pg_index
     join pg_class as index on index.oid = indexrelid and 'fastupdate=on' = any (index.reloptions)
    where indrelid = 'post'::regclass or indrelid in (select inhrelid from pg_inherits where inhparent = 'post'::regclass)`,
);

/** For SQL over one import's table: not prepared, or each connection would keep it for every import there ever was. */
export function unprepared(text: string): Statement {
  return statement('', text);
}
