import { type Session, statement } from '../../../platform/storage/database.ts';

const VOID_SESSIONS = statement(
  'session_void_all',
  'update session set revoked_at = clock_timestamp() where revoked_at is null returning id',
);

/** Ends every session of every organization: each person signs in again. @returns how many */
export async function voidSessions(session: Pick<Session, 'query'>): Promise<number> {
  return (await session.query(VOID_SESSIONS)).length;
}
