import type { Logger } from 'pino';
import { type Database, statement } from '../../../platform/storage/database.ts';
import type { Links } from '../links.ts';
import { createSecret, formatToken, hashSecret } from '../people/secrets.ts';
import { FIRST_ORGANIZATION } from '../viewer/local-owner.ts';

const DAYS = 7;

/** The owner of the time when nobody had to sign in has no password, and is nobody now. */
const HAS_ADMIN = statement(
  'first_admin_has_admin',
  `select 1 as found from membership
    where organization_id = $1 and department_id is null and role = 'ADMIN'
      and (exists (select 1 from credential where credential.person_id = membership.person_id)
        or exists (select 1 from identity where identity.person_id = membership.person_id))
    limit 1`,
);

const REVOKE_EARLIER = statement(
  'first_admin_revoke_earlier',
  `update invitation set revoked_at = clock_timestamp()
    where organization_id = $1 and created_by is null and accepted_at is null and revoked_at is null`,
);

const OFFER = statement(
  'first_admin_offer',
  `insert into invitation (organization_id, token_hash, role, expires_at)
   values ($1, $2, 'ADMIN', clock_timestamp() + make_interval(days => ${DAYS}))`,
);

/**
 * The first organization has no admin until somebody becomes one: while that is so, each start writes an invitation to
 * the log, which whoever runs the server can read, and makes the earlier ones void.
 */
export async function offerFirstAdmin(database: Database, links: Links, logger: Logger): Promise<void> {
  const secret = createSecret();
  const isOffered = await database.transaction(async (session) => {
    if ((await session.query(HAS_ADMIN, [FIRST_ORGANIZATION])).length > 0) return false;
    await session.query(REVOKE_EARLIER, [FIRST_ORGANIZATION]);
    await session.query(OFFER, [FIRST_ORGANIZATION, hashSecret(secret)]);
    return true;
  });
  if (!isOffered) return;
  const token = formatToken('invite', FIRST_ORGANIZATION, secret);
  logger.warn(
    `"${FIRST_ORGANIZATION}" has no admin yet. Become one: signUp with invitation: "${token}" (${links('invitation', token)}), good for ${DAYS} days.`,
  );
}
