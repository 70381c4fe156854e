import { randomBytes, randomUUID } from 'node:crypto';
import { CallerError } from '../../../errors.ts';
import { type Database, type OrganizationSession, statement } from '../../../platform/storage/database.ts';

/** A key that browsers may have: it sends events of one campaign, and reads nothing. */
export interface WriteKey {
  readonly id: string;
  readonly organizationId: string;
  readonly campaignId: string;
  readonly key: string;
  /** Web origins that may send with it; empty: any. */
  readonly origins: readonly string[];
  readonly createdAt: Date;
  /** Until when it is good; null: until it is replaced or deleted. */
  readonly expiresAt: Date | null;
}

const COLUMNS = `id::text as id, organization_id as "organizationId", campaign_id as "campaignId", key,
  coalesce(origins, '{}') as origins, created_at as "createdAt", expires_at as "expiresAt"`;

const INSERT = statement(
  'write_key_insert',
  `insert into write_key (organization_id, id, campaign_id, key, origins) values ($1, $2::uuid, $3, $4, $5::text[])
   returning ${COLUMNS}`,
);

/** Served by write_key_organization_id_campaign_id_created_at_idx. */
const LIST = statement(
  'write_key_list',
  `select ${COLUMNS} from write_key
    where organization_id = $1 and campaign_id = $2 and (expires_at is null or expires_at > now()) order by created_at desc`,
);

/** Served by write_key_pkey. */
const FIND = statement(
  'write_key_find',
  `select ${COLUMNS} from write_key where organization_id = $1 and id = $2::uuid and (expires_at is null or expires_at > now())`,
);

/** Served by write_key_key_key. */
const FIND_BY_KEY = statement(
  'write_key_find_by_key',
  `select ${COLUMNS} from write_key where key = $1 and (expires_at is null or expires_at > now())`,
);

/** Served by write_key_pkey. */
const EXPIRE = statement(
  'write_key_expire',
  `update write_key set expires_at = now() + $3::int * interval '1 minute' where organization_id = $1 and id = $2::uuid`,
);

/** Served by write_key_pkey. */
const DELETE = statement(
  'write_key_delete',
  'delete from write_key where organization_id = $1 and id = $2::uuid',
);

/** How many keys a campaign may have at a time. */
export const MOST_KEYS = 20;

/** Where write keys are kept: as one organization sees them. */
type Session = OrganizationSession;

export async function listWriteKeys(
  session: Session,
  organizationId: string,
  campaignId: string,
): Promise<WriteKey[]> {
  return session.query<WriteKey>(LIST, [organizationId, campaignId]);
}

export async function findWriteKey(
  session: Session,
  organizationId: string,
  id: string,
): Promise<WriteKey | undefined> {
  if (!/^[\da-f-]{36}$/i.test(id)) return undefined;
  const [found] = await session.query<WriteKey>(FIND, [organizationId, id]);
  return found;
}

/** @throws CallerError CONFLICT where the campaign has as many as it may have */
export async function createWriteKey(
  session: Session,
  {
    organizationId,
    campaignId,
    origins,
  }: { readonly organizationId: string; readonly campaignId: string; readonly origins: readonly string[] },
): Promise<WriteKey> {
  if ((await listWriteKeys(session, organizationId, campaignId)).length >= MOST_KEYS) {
    throw new CallerError(
      'CONFLICT',
      `A campaign has at most ${MOST_KEYS} write keys: delete one that is not used.`,
    );
  }
  const key = `mqw_${randomBytes(18).toString('base64url')}`;
  const [made] = await session.query<WriteKey>(INSERT, [
    organizationId,
    randomUUID(),
    campaignId,
    key,
    [...origins],
  ]);
  if (made === undefined) throw new Error('a write key was not kept');
  return made;
}

/** Makes a key that takes the place of another one, which is good for so many minutes more. */
export async function rotateWriteKey(
  session: Session,
  old: WriteKey,
  overlapMinutes: number,
): Promise<WriteKey> {
  const made = await createWriteKey(session, old);
  await session.query(EXPIRE, [old.organizationId, old.id, overlapMinutes]);
  return made;
}

export async function deleteWriteKey(session: Session, { organizationId, id }: WriteKey): Promise<void> {
  await session.query(DELETE, [organizationId, id]);
}

/** The key as a browser sends it; undefined where there is none, or no longer. */
export async function findByKey(database: Database, key: string): Promise<WriteKey | undefined> {
  const [found] = await database.query<WriteKey>(FIND_BY_KEY, [key]);
  return found;
}
