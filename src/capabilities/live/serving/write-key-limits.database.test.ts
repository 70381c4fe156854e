import { afterAll, beforeAll, expect, it } from 'vitest';
import { AUTH_SECRET, seedAccess } from '../../../../test/access/people.ts';
import { describeOnPostgres } from '../../../../test/databases.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';

describeOnPostgres('limits of public write keys', (database) => {
  let app: RunningApp;
  let token: string;

  beforeAll(async () => {
    const seed = seedAccess(database());
    await seed.organization('home');
    for (const campaign of ['spring', 'summer', 'autumn'])
      await seed.campaign('home', null, campaign, `i-${campaign}`);
    token = (await seed.signedIn('home', await seed.member('home', 'MANAGER'))).token;
    app = await startApp(database(), { AUTH_SECRET, TRUST_PROXY: 'loopback' });
  });
  afterAll(() => app.close());

  async function createKey(campaignId: string) {
    const { data } = await app.query<{
      createWriteKey: { writeKey: { key: string } | null; errors: { code: string }[] };
    }>(
      `mutation ($id: ID!) { createWriteKey(input: { campaignId: $id }) { writeKey { key } errors { code } } }`,
      { id: campaignId },
      token,
    );
    return data.createWriteKey;
  }
  const keyOf = async (campaignId: string) => (await createKey(campaignId)).writeKey?.key ?? '';

  /** What cannot be read is charged as what can: guessing costs as much as sending. */
  const send = (key: string, address: string, count: number) =>
    fetch(`${app.url}/public/events?k=${key}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', 'x-forwarded-for': address },
      body: 'x\n'.repeat(count),
    });
  const show = (key: string, address: string) =>
    fetch(`${app.url}/p.gif?k=${key}&i=ana`, { headers: { 'x-forwarded-for': address } });

  it('lets an address send 1,200 events a minute, by pictures too, and others go on', async () => {
    const key = await keyOf('spring');
    expect((await send(key, '203.0.113.1', 1_000)).status).toBe(202);
    const refused = await send(key, '203.0.113.1', 201);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: 'RATE_LIMITED' });
    const picture = await show(key, '203.0.113.1');
    expect(picture.status).toBe(429);
    expect(Number(picture.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await show(key, '203.0.113.2')).status).toBe(200);
  });

  it('counts an IPv6 address by its /64', async () => {
    const key = await keyOf('spring');
    expect((await send(key, '2001:db8:1:1::1', 1_000)).status).toBe(202);
    expect((await send(key, '2001:db8:1:1:ffff::2', 201)).status).toBe(429);
    expect((await send(key, '2001:db8:1:2::1', 201)).status).toBe(202);
  });

  it('lets a key send 60,000 events a minute, wherever they come from, and other keys go on', async () => {
    const [key, other] = [await keyOf('summer'), await keyOf('summer')];
    for (let number = 0; number < 60; number += 1)
      expect((await send(key, `198.51.100.${number}`, 1_000)).status).toBe(202);
    expect((await send(key, '198.51.100.200', 1)).status).toBe(429);
    expect((await send(other, '198.51.100.200', 1)).status).toBe(202);
  });

  it('has at most 20 keys of a campaign', async () => {
    for (let number = 0; number < 20; number += 1)
      expect((await createKey('autumn')).writeKey).not.toBeNull();
    expect(await createKey('autumn')).toMatchObject({ writeKey: null, errors: [{ code: 'CONFLICT' }] });
  });
});
