import { z } from 'zod';
import { type Session, statement } from '../../../platform/storage/database.ts';

/** The channel on which the database tells every process whose access is another now. */
export const ACCESS_CHANNEL = 'marquee_access';

/** Whose access changed: everybody's in an organization, or one person's everywhere. */
const AccessChange = z.union([z.object({ organizationId: z.string() }), z.object({ personId: z.string() })]);

export type AccessChange = z.output<typeof AccessChange>;

const NOTIFY = statement('access_notify', 'select pg_notify($1, $2)');

/** Tells every process once the transaction has committed, and not before. */
export async function announceAccessChange(
  session: Pick<Session, 'query'>,
  change: AccessChange,
): Promise<void> {
  await session.query(NOTIFY, [ACCESS_CHANNEL, JSON.stringify(change)]);
}

export function decodeAccessChange(payload: string): AccessChange {
  return AccessChange.parse(JSON.parse(payload));
}
