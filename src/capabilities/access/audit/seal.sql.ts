import { statement } from '../../../platform/storage/database.ts';

const ENTRY_COLUMNS = `id, at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", action, resource,
  resource_id as "resourceId", department_id as "departmentId", address, request_id as "requestId", details, salt,
  personal_hash as "personalHash", seal_number as "sealNumber"`;

const SEAL_COLUMNS = `organization_id as "organizationId", number, sealed_at as "sealedAt", entry_count as "entryCount",
  first_id as "firstId", last_id as "lastId", last_at as "lastAt", batch_hash as "batchHash", key_id as "keyId", seal`;

/** Reads audit_entry_organization_id_seal_number_id_idx once an organization. */
export const FIND_UNSEALED_ORGANIZATIONS = statement(
  'seal_find_unsealed_organizations',
  `select id from organization
    where exists (select 1 from audit_entry where organization_id = organization.id and seal_number is null) order by id`,
);

/** Of two processes that seal at once, one waits. */
export const LOCK = statement(
  'seal_lock',
  `select pg_advisory_xact_lock(hashtextextended('marquee audit seal ' || $1, 0))`,
);

/** The database refuses to change the audit log, but where this is said in the transaction. */
export const ALLOW = statement('seal_allow', `select set_config('app.seals_audit', 'on', true)`);

/** Served by audit_entry_organization_id_seal_number_id_idx. An entry whose transaction ends late is in a later batch. */
export const FIND_UNSEALED = statement(
  'seal_find_unsealed',
  `select ${ENTRY_COLUMNS} from audit_entry where organization_id = $1 and seal_number is null order by id limit $2`,
);

export const FIND_LAST = statement(
  'seal_find_last',
  `select ${SEAL_COLUMNS} from audit_seal where organization_id = $1 order by number desc limit 1`,
);

export const ADD = statement(
  'seal_add',
  `insert into audit_seal (organization_id, number, sealed_at, entry_count, first_id, last_id, last_at, batch_hash, key_id, seal)
   values ($1, $2, clock_timestamp(), $3, $4, $5, $6, $7, $8, $9)`,
);

export const MARK = statement(
  'seal_mark',
  'update audit_entry set seal_number = $2::bigint where organization_id = $1 and id = any ($3::bigint[])',
);

/** Served by audit_seal_pkey. */
export const FIND_SEALS = statement(
  'seal_find_seals',
  `select ${SEAL_COLUMNS} from audit_seal where organization_id = $1 and number > $2 order by number limit $3`,
);

/** Served by audit_entry_organization_id_seal_number_id_idx. */
export const FIND_SEALED = statement(
  'seal_find_sealed',
  `select ${ENTRY_COLUMNS} from audit_entry
    where organization_id = $1 and seal_number between $2 and $3 order by seal_number, id`,
);

/** What belongs to no seal that is there. */
export const COUNT_LOOSE = statement(
  'seal_count_loose',
  `select count(*) filter (where seal_number is null)::int as unsealed,
          count(*) filter (where seal_number > $2 or seal_number < 1)::int as beyond
     from audit_entry where organization_id = $1 and (seal_number is null or seal_number > $2 or seal_number < 1)`,
);

/**
 * What is personal in what a person did ($2), and in what was done to their address ($3): in every organization, since it goes
 * with the account. It reads the whole log for the address.
 */
export const ERASE_PERSON = statement(
  'seal_erase_person',
  `update audit_entry set actor_name = $1, address = null, details = details - 'email', salt = null
    where actor_id = $2 or details->>'email' = $3`,
);
