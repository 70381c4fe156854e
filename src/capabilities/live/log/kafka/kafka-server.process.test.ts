import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ConsumeProcess, startConsumeProcess } from '../../../../../test/consume-process.ts';
import { createPostgresDatabase } from '../../../../../test/databases.ts';
import { hasKafka, type MockCluster, startMockCluster } from '../../../../../test/kafka/mock-cluster.ts';
import { type ServerProcess, startServerProcess } from '../../../../../test/server-process.ts';

describe.skipIf(!hasKafka && process.env.CI === undefined)('a server with its events in Kafka', () => {
  let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
  let cluster: MockCluster;
  let server: ServerProcess;
  let consumer: ConsumeProcess;

  beforeAll(async () => {
    created = await createPostgresDatabase();
    cluster = await startMockCluster('spring.events', 4);
    await cluster.turn('down');
    const settings = {
      DATABASE_URL: created.url,
      KAFKA_BROKERS: cluster.brokers.join(','),
      KAFKA_PREFIX: 'spring',
    };
    server = await startServerProcess({ ...settings, EVENT_CONSUMER: 'false' });
    consumer = await startConsumeProcess(settings);
  });
  afterAll(async () => {
    for (const process of [server, consumer]) {
      process.signal('SIGKILL');
      await process.exited;
    }
    await cluster.close();
    await created.drop();
  });

  const send = (ids: readonly string[]) =>
    fetch(`${server.url}/events?createCampaigns=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(
        ids.map((id) => ({ id, campaignId: 'spring', influencerId: 'ana', kind: 'LIKE', count: 10 })),
      ),
    });
  const readiness = async () => (await fetch(`${server.url}/readyz`)).json();
  const likes = async (): Promise<number> =>
    (await (await fetch(`${server.url}/campaigns/spring/metrics?window=total`)).json()).likes;
  const until = (isSo: () => Promise<boolean>) => vi.waitUntil(isSo, { timeout: 170_000, interval: 100 });

  it('starts while the brokers are away, refuses events until they are there, and says so', async () => {
    const refused = await send(['a']);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('None of these events was accepted'),
    });
    expect(await readiness()).toEqual({
      status: 'ready',
      impaired: [{ part: 'events', message: 'The log of events (Kafka) cannot be reached.' }],
    });
    await cluster.turn('up');
    await until(async () => (await send(['a'])).status === 202);
    expect(await readiness()).toEqual({ status: 'ready' });
    await until(async () => (await likes()) === 10);
  });

  it('goes on where the brokers were away in between, and counts each id once', async () => {
    expect((await send(['b'])).status).toBe(202);
    await cluster.turn('down');
    expect((await send(['c'])).status).toBe(503);
    await cluster.turn('up');
    await until(async () => (await send(['a', 'b', 'c', 'd'])).status === 202);
    await until(async () => (await likes()) >= 40);
    expect(await likes()).toBe(40);
  });

  it('ends when it is told to, and another consumer counts what comes then', async () => {
    consumer.signal('SIGTERM');
    expect(await consumer.exited).toBe(0);
    expect((await send(['e'])).status).toBe(202);
    consumer = await startConsumeProcess({
      DATABASE_URL: created.url,
      KAFKA_BROKERS: cluster.brokers.join(','),
      KAFKA_PREFIX: 'spring',
    });
    await until(async () => (await likes()) === 50);
  });
});
