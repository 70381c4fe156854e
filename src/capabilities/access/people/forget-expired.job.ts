import { defineScheduledJob, type ScheduledJob } from '../../../platform/jobs/index.ts';
import { type Database, statement } from '../../../platform/storage/database.ts';

/** So many rows are deleted at once: nobody waits long for a lock. */
const PORTION = 1_000;
/** What is over is kept for so long, for whoever asks why it does not work any more, and to know stolen refresh tokens by. */
const KEPT_DAYS = 7;

const OVER = `clock_timestamp() - interval '${KEPT_DAYS} days'`;

const FORGET = [
  /** With their refresh tokens. One that was revoked expires too. Served by session_expires_at_idx. */
  statement(
    'forget_expired_sessions',
    `delete from session where id in (
       select id from session where expires_at < ${OVER} order by expires_at limit ${PORTION} for update skip locked)
     returning id`,
  ),
  /** Served by sign_up_expires_at_idx. */
  statement(
    'forget_expired_sign_ups',
    `delete from sign_up where token_hash in (
       select token_hash from sign_up where expires_at < ${OVER} order by expires_at limit ${PORTION} for update skip locked)
     returning token_hash as id`,
  ),
  /** Served by password_reset_expires_at_idx. */
  statement(
    'forget_expired_password_resets',
    `delete from password_reset where token_hash in (
       select token_hash from password_reset where expires_at < ${OVER} order by expires_at limit ${PORTION} for update skip locked)
     returning token_hash as id`,
  ),
  /** Accepted, revoked or not: who joined stands in the audit log. It reads the table, which is short. */
  statement(
    'forget_expired_invitations',
    `delete from invitation where (organization_id, id) in (
       select organization_id, id from invitation where expires_at < ${OVER} limit ${PORTION} for update skip locked)
     returning id`,
  ),
];

/** Deletes sessions, sign-ups and invitations that expired a week ago: nothing else does for those who never come back. */
export function createForgetExpired(database: Database): ScheduledJob {
  return defineScheduledJob({
    name: 'forget-expired',
    cron: '15 3 * * *',
    async run({ signal, logger }) {
      const deleted: Record<string, number> = {};
      for (const sql of FORGET) {
        let rows = PORTION;
        while (rows === PORTION) {
          signal.throwIfAborted();
          rows = (await database.query(sql)).length;
          deleted[sql.name] = (deleted[sql.name] ?? 0) + rows;
        }
      }
      logger.info(deleted, 'deleted what had expired');
    },
  });
}
