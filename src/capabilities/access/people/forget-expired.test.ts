import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { seedAccess } from '../../../../test/access/people.ts';
import { describeOnBothDatabases, silentLogger } from '../../../../test/databases.ts';
import { statement } from '../../../platform/storage/database.ts';
import { createForgetExpired } from './forget-expired.job.ts';

const SESSIONS = statement('test_forget_sessions', 'select id from session order by id');
const LEFT = statement(
  'test_forget_left',
  `select (select count(*)::int from refresh_token) as tokens, (select count(*)::int from sign_up) as "signUps",
          (select count(*)::int from invitation) as invitations`,
);

describeOnBothDatabases('the job that forgets what has expired', (database) => {
  it('deletes it in portions, with what hangs on it, and nothing else', async () => {
    const seed = seedAccess(database());
    await seed.organization('home');
    const personId = await seed.person();
    const { sessionId } = await seed.signedIn('home', personId);
    await seed.run(
      `insert into session (id, person_id, expires_at)
       select 'expired-' || n, $1, now() - interval '8 days' from generate_series(1, 2500) as n`,
      [personId],
    );
    await seed.run(
      `insert into session (id, person_id, expires_at) values ('lately', $1, now() - interval '1 day')`,
      [personId],
    );
    await seed.run(
      `insert into refresh_token (token_hash, session_id) select id, id from session where id <> $1`,
      ['none'],
    );
    await seed.run(
      `insert into sign_up (token_hash, email, name, password_hash, expires_at)
       values ('old', 'a@example.com', 'a', 'h', now() - interval '8 days'), ('new', $1, 'b', 'h', now())`,
      ['b@example.com'],
    );
    await seed.invitation('home');
    await seed.invitation('home');
    const [invited] = await database().query<{ id: string }>(
      statement('test_forget_invitation', 'select id from invitation limit 1'),
    );
    await seed.run(`update invitation set expires_at = now() - interval '8 days' where id = $1`, [
      invited?.id ?? '',
    ]);

    const { job } = createForgetExpired(database());
    const run = {
      jobId: randomUUID(),
      organizationId: null,
      attempt: 1,
      signal: new AbortController().signal,
      logger: silentLogger,
    };
    await job.handler({}, run);
    await job.handler({}, run);
    expect(await database().query(SESSIONS)).toEqual([sessionId, 'lately'].sort().map((id) => ({ id })));
    expect(await database().query(LEFT)).toEqual([{ tokens: 2, signUps: 1, invitations: 1 }]);
  });
});
