import { statement } from '../../../platform/storage/database.ts';

/** Served by person_email_key. */
export const FIND_CREDENTIAL = statement(
  'session_find_credential',
  `select person.id, credential.password_hash as "passwordHash"
     from person left join credential on credential.person_id = person.id
    where person.email = $1`,
);

/** The organizations of a person, the one they joined first before the others. Served by membership_person_id_idx. */
export const FIND_ORGANIZATIONS = statement(
  'session_find_organizations',
  `select organization_id as "organizationId" from membership
    where person_id = $1 group by organization_id order by min(created_at), organization_id`,
);

export const BEGIN = statement(
  'session_begin',
  `insert into session (person_id, organization_id, expires_at)
   values ($1, $2, clock_timestamp() + make_interval(days => $3::int)) returning id`,
);

export const ADD_REFRESH_TOKEN = statement(
  'session_add_refresh_token',
  'insert into refresh_token (token_hash, session_id) values ($1, $2)',
);

/** Of two who come with one token at once, one gets it; the other finds it used. Served by refresh_token_pkey. */
export const USE_REFRESH_TOKEN = statement(
  'session_use_refresh_token',
  `update refresh_token set used_at = clock_timestamp()
    where token_hash = $1 and used_at is null returning session_id as "sessionId"`,
);

export const FIND_USED_REFRESH_TOKEN = statement(
  'session_find_used_refresh_token',
  `select session_id as "sessionId" from refresh_token where token_hash = $1 and used_at is not null`,
);

export const FORGET_USED_REFRESH_TOKENS = statement(
  'session_forget_used_refresh_tokens',
  `delete from refresh_token where session_id = $1 and used_at < clock_timestamp() - interval '7 days'`,
);

/** A session in use lasts on. Served by session_pkey. */
export const PROLONG = statement(
  'session_prolong',
  `update session set expires_at = clock_timestamp() + make_interval(days => $2::int)
    where id = $1 and revoked_at is null and expires_at > clock_timestamp()
   returning person_id as "personId", organization_id as "organizationId"`,
);

export const FIND_LIVE = statement(
  'session_find_live',
  `select person_id as "personId" from session
    where id = $1 and revoked_at is null and expires_at > clock_timestamp()`,
);

export const REVOKE = statement(
  'session_revoke',
  `update session set revoked_at = clock_timestamp() where id = $1 and revoked_at is null
   returning person_id as "personId", organization_id as "organizationId"`,
);

/** All of a person's but one, or with an empty text all of them. Served by session_person_id_idx. */
export const REVOKE_OTHERS = statement(
  'session_revoke_others',
  'update session set revoked_at = clock_timestamp() where person_id = $1 and id <> $2 and revoked_at is null',
);

export const FORGET_ENDED = statement(
  'session_forget_ended',
  `delete from session where person_id = $1
      and (expires_at < clock_timestamp() or revoked_at < clock_timestamp() - interval '7 days')`,
);

export const SWITCH_ORGANIZATION = statement(
  'session_switch_organization',
  `update session set organization_id = $3
    where id = $1 and person_id = $2 and revoked_at is null
      and exists (select 1 from membership where person_id = $2 and organization_id = $3)
   returning id`,
);
