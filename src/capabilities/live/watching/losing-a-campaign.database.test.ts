import { afterAll, beforeAll, expect, it } from 'vitest';
import { AUTH_SECRET, seedAccess } from '../../../../test/access/people.ts';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';

describeOnBothDatabases('watching a campaign that is lost meanwhile', (database) => {
  let app: RunningApp;
  let tokens: Readonly<Record<'admin' | 'northerner', string>>;

  beforeAll(async () => {
    const seed = seedAccess(database());
    await seed.organization('home');
    for (const department of ['north', 'south']) await seed.department('home', null, department);
    await seed.campaign('home', 'north', 'expedition', 'ana');
    const tokenOf = async (person: string) => (await seed.signedIn('home', person)).token;
    tokens = {
      admin: await tokenOf(await seed.member('home', 'ADMIN')),
      northerner: await tokenOf(await seed.member('home', 'VIEWER', 'north')),
    };
    app = await startApp(database(), { AUTH_SECRET });
  });
  afterAll(() => app.close());

  /** What a subscription is told: likes of a snapshot, or the code of an error; it ends when that does. */
  async function* watch(token: string, signal: AbortSignal): AsyncGenerator<number | string, void> {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({
        query: 'subscription { campaignMetricsChanged(campaignId: "expedition") { total { likes } } }',
      }),
      signal,
    });
    let rest = '';
    for await (const chunk of response.body ?? []) {
      rest += Buffer.from(chunk).toString();
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (!line.startsWith('data: {')) continue;
        const { data, errors } = JSON.parse(line.slice('data: '.length));
        yield data?.campaignMetricsChanged?.total.likes ?? errors[0].extensions.code;
      }
    }
  }

  const like = async (id: string) => {
    const response = await fetch(`${app.url}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.admin}` },
      body: JSON.stringify({ id, campaignId: 'expedition', influencerId: 'ana', kind: 'LIKE' }),
    });
    expect(response.status).toBe(202);
  };

  it('ends with NOT_FOUND for whoever lost it, and goes on for who did not', async () => {
    const stopping = new AbortController();
    const theirs = watch(tokens.northerner, stopping.signal);
    const ours = watch(tokens.admin, stopping.signal);
    expect([(await theirs.next()).value, (await ours.next()).value]).toEqual([0, 0]);
    await like('first');
    expect([(await theirs.next()).value, (await ours.next()).value]).toEqual([1, 1]);
    const moved = await app.query<{ assignDepartment: { errors: unknown[] } }>(
      `mutation { assignDepartment(input: { resource: CAMPAIGN, id: "expedition", departmentId: "south" }) { errors { code } } }`,
      {},
      tokens.admin,
    );
    expect(moved.data.assignDepartment.errors).toEqual([]);
    await like('second');
    expect((await ours.next()).value).toBe(2);
    expect((await theirs.next()).value).toBe('NOT_FOUND');
    expect(await theirs.next()).toEqual({ done: true, value: undefined });
    stopping.abort();
    await expect(ours.next()).rejects.toThrow();
  });
});
