import { statement } from '../../../platform/storage/database.ts';

/** All of these are served by the primary keys, which begin with the person. */
export const FIND = statement(
  'second_factor_find',
  `select secret, last_step as "lastStep", confirmed_at is not null as "isConfirmed"
     from second_factor where person_id = $1`,
);

/** Begun anew as long as no code was right. */
export const BEGIN = statement(
  'second_factor_begin',
  `insert into second_factor (person_id, secret) values ($1, $2)
   on conflict (person_id) do update set secret = excluded.secret, last_step = null
     where second_factor.confirmed_at is null
   returning person_id as id`,
);

/** Of two who come with one code at once, one gets in. */
export const USE_STEP = statement(
  'second_factor_use_step',
  `update second_factor set last_step = $2::bigint
    where person_id = $1 and (last_step is null or last_step < $2::bigint) returning person_id as id`,
);

export const CONFIRM = statement(
  'second_factor_confirm',
  'update second_factor set confirmed_at = clock_timestamp() where person_id = $1 and confirmed_at is null returning person_id as id',
);

export const REMOVE = statement(
  'second_factor_remove',
  'delete from second_factor where person_id = $1 returning person_id as id',
);

export const REMOVE_CODES = statement(
  'second_factor_remove_codes',
  'delete from recovery_code where person_id = $1',
);

export const ADD_CODES = statement(
  'second_factor_add_codes',
  'insert into recovery_code (person_id, code_hash) select $1, unnest($2::text[])',
);

export const USE_CODE = statement(
  'second_factor_use_code',
  `update recovery_code set used_at = clock_timestamp()
    where person_id = $1 and code_hash = $2 and used_at is null returning person_id as id`,
);

export const DESCRIBE = statement(
  'second_factor_describe',
  `select exists (select 1 from second_factor where person_id = $1 and confirmed_at is not null) as "isOn",
          (select count(*)::int from recovery_code where person_id = $1 and used_at is null) as "recoveryCodeCount"`,
);

/**
 * Whether an organization asks this person for a second factor that they do not have. As the owner: second factors belong to
 * no organization. Served by organization_pkey and membership_organization_id_person_id_department_id_key.
 */
export const IS_MISSING = statement(
  'second_factor_is_missing',
  `select 1 as found from organization
    where id = $1 and second_factor_roles <> '{}'
      and exists (select 1 from membership
                   where organization_id = $1 and person_id = $2 and role = any (organization.second_factor_roles))
      and not exists (select 1 from second_factor where person_id = $2 and confirmed_at is not null)`,
);

/** Whether any organization of the person does. */
export const IS_REQUIRED = statement(
  'second_factor_is_required',
  `select 1 as found from membership join organization on organization.id = membership.organization_id
    where membership.person_id = $1 and membership.role = any (organization.second_factor_roles) limit 1`,
);
