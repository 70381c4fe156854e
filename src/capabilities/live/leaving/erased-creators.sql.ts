import { statement } from '../../../platform/storage/database.ts';

/** What stands for a creator of an organization in erased_event_creator: it names nobody. */
export const organizationInfluencerDigest = (organization: string, influencer: string) =>
  `sha256(convert_to(${organization} || chr(10) || ${influencer}, 'UTF8'))`;

/** $1 the organization, $2 the creator, $3 what they are called from then on. Served by erased_event_creator_pkey. */
export const REMEMBER_ERASED = statement(
  'live_erase_remember',
  `insert into erased_event_creator (organization_id, digest, name, erased_at)
   values ($1, ${organizationInfluencerDigest('$1::text', '$2::text')}, $3, clock_timestamp())
   on conflict (organization_id, digest) do update set name = excluded.name, erased_at = excluded.erased_at`,
);
