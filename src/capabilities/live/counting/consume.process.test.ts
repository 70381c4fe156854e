import { afterEach, expect, it, vi } from 'vitest';
import { startConsumeProcess } from '../../../../test/consume-process.ts';
import { createPostgresDatabase } from '../../../../test/databases.ts';
import { type ServerProcess, startServerProcess } from '../../../../test/server-process.ts';

const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).toReversed()) await close();
});

async function startServer(settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const server = await startServerProcess(settings);
  closings.push(() => {
    server.signal('SIGKILL');
    return server.exited;
  });
  return server;
}

it('counts what a server only takes in, goes on where another one was killed, and ends when it is told to', async () => {
  const { url, drop } = await createPostgresDatabase();
  closings.push(drop);
  const settings = { DATABASE_URL: url };
  const server = await startServer({ ...settings, EVENT_CONSUMER: 'false' });
  const send = async (first: number, count: number) => {
    const events = Array.from({ length: count }, (_, number) => ({
      id: `e-${first + number}`,
      campaignId: `c-${number % 5}`,
      influencerId: 'ana',
      kind: 'SHARE',
    }));
    const response = await fetch(`${server.url}/events?createCampaigns=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(events),
    });
    expect(response.status).toBe(202);
  };
  const shares = async () => {
    let sum = 0;
    for (let number = 0; number < 5; number += 1) {
      const answer = await fetch(`${server.url}/campaigns/c-${number}/metrics?window=total`);
      sum += (await answer.json()).shares;
    }
    return sum;
  };
  await send(0, 1_000);
  expect(await shares()).toBe(0);
  const [killed, other] = await Promise.all([startConsumeProcess(settings), startConsumeProcess(settings)]);
  await send(1_000, 2_000);
  killed.signal('SIGKILL');
  expect(await killed.exited).toBe('SIGKILL');
  // The first thousand comes again.
  await send(0, 4_000);
  await vi.waitUntil(async () => (await shares()) >= 4_000, { timeout: 170_000, interval: 100 });
  expect(await shares()).toBe(4_000);
  other.signal('SIGTERM');
  expect(await other.exited).toBe(0);
});
