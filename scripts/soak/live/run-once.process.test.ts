import { expect, it } from 'vitest';
import { createPostgresDatabase } from '../../../test/databases.ts';
import { runOnce } from './run-once.ts';

it('finds every total to be what was sent, whatever was killed', async () => {
  const { url, drop } = await createPostgresDatabase();
  const unexpected: string[] = [];
  const outcome = await runOnce({
    database: 'postgres',
    databaseUrl: url,
    seconds: 6,
    rate: 2_000,
    seed: 1,
    logs: undefined,
    watch: {
      onLine(server, { level, msg }) {
        if (level === 'fatal') unexpected.push(`${server}: ${msg}`);
      },
      onEnd: (server, how) => unexpected.push(`${server}: ${how}`),
    },
  });
  expect(outcome.differences).toEqual([]);
  expect(unexpected).toEqual([]);
  expect(outcome.events).toBeGreaterThan(0);
  expect(outcome.kills).toBeGreaterThan(0);
  await drop();
});
