import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/platform/storage/database.ts';
import { openMemoryDatabase } from '../databases.ts';
import { importRows } from '../measured-rows.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { AUTH_SECRET, seedAccess } from './people.ts';

describe('routes that are no graph', () => {
  let database: Database;
  let app: RunningApp;
  let tokens: Readonly<Record<'member' | 'stranger' | 'onlyBriefs', string>>;
  let importId: string | null;

  beforeAll(async () => {
    database = await openMemoryDatabase();
    const seed = seedAccess(database);
    for (const id of ['home', 'foreign']) await seed.organization(id);
    ({ importId } = await importRows(
      database,
      [{ campaignId: 'spring', influencerId: 'ana', views: 100, likes: 10 }],
      { organizationId: 'home' },
    ));
    const person = await seed.member('home', 'VIEWER');
    const stranger = await seed.member('foreign', 'ADMIN');
    tokens = {
      member: (await seed.signedIn('home', person)).token,
      stranger: (await seed.signedIn('foreign', stranger)).token,
      onlyBriefs: (await seed.apiToken('home', person, ['BRIEF'])).token,
    };
    app = await startApp(database, { AUTH_SECRET });
  });
  afterAll(async () => {
    await app.close();
    await database.close();
  });

  const statusOf = async (path: string, who?: keyof typeof tokens, init: RequestInit = {}) => {
    const headers = who === undefined ? {} : { authorization: `Bearer ${tokens[who]}` };
    return (await fetch(`${app.url}${path}`, { ...init, headers })).status;
  };

  it.each([
    ['a leaderboard as a file', () => '/leaderboard.csv?campaignId=spring'],
    ['a quarantine as a file', () => `/imports/${importId}/rejects.csv`],
  ])('gives %s to those who may see it alone', async (_what, path) => {
    expect(await statusOf(path())).toBe(401);
    expect(await statusOf(path(), 'stranger')).toBe(404);
    expect(await statusOf(path(), 'onlyBriefs')).toBe(403);
    expect(await statusOf(path(), 'member')).toBe(200);
  });

  it('looks at a file for those who are let in, and whose token may import', async () => {
    const preview = { method: 'POST', body: 'campaign,creator,views,likes\n' };
    expect(await statusOf('/imports/preview', undefined, preview)).toBe(401);
    expect(await statusOf('/imports/preview', 'onlyBriefs', preview)).toBe(403);
    expect(await statusOf('/imports/preview', 'member', preview)).toBe(200);
  });

  it.each<[string, string, RequestInit]>([
    ['a query', '/graphql', { method: 'POST', body: '{"query":"{ campaigns { totalCount } }"}' }],
    [
      'a mutation, before it runs',
      '/graphql',
      {
        method: 'POST',
        body: '{"query":"mutation { createDepartment(input: { name: \\"stray\\" }) { department { id } } }"}',
      },
    ],
    [
      'a stream of events',
      '/graphql/stream',
      {
        method: 'POST',
        headers: { accept: 'text/event-stream' },
        body: '{"query":"{ campaigns { totalCount } }"}',
      },
    ],
    [
      'an import',
      '/imports?source=stray.csv',
      {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: 'campaign,creator,views,likes\nstray,ana,10,1\n',
      },
    ],
    ['a file', '/leaderboard.csv?campaignId=spring', {}],
  ])('refuse %s that is meant for another organization than its session’s', async (_what, path, init) => {
    const send = (organization?: string) =>
      fetch(`${app.url}${path}`, {
        ...init,
        headers: {
          authorization: `Bearer ${tokens.member}`,
          'content-type': 'application/json',
          ...(organization !== undefined && { 'x-organization-id': organization }),
          ...init.headers,
        },
      });
    const refused = await send('foreign');
    expect(refused.status).toBe(409);
    const text = await refused.text();
    expect(text).toContain('"ORGANIZATION_MISMATCH"');
    expect(text).toContain('the session is in organization \\"home\\"');
    expect((await send('home')).status).not.toBe(409);
    expect((await send()).status).not.toBe(409);
  });

  it('say that a session has ended before they compare its organization', async () => {
    const answer = await fetch(`${app.url}/leaderboard.csv?campaignId=spring`, {
      headers: { authorization: 'Bearer nothing', 'x-organization-id': 'foreign' },
    });
    expect(answer.status).toBe(401);
  });
});
