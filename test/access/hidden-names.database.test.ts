import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/platform/storage/database.ts';
import { openMemoryDatabase } from '../databases.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { AUTH_SECRET, seedAccess } from './people.ts';

describe('names that another team of the organization uses', () => {
  let database: Database;
  let app: RunningApp;
  let tokens: Readonly<Record<'south' | 'alsoSouth' | 'admin', string>>;

  beforeAll(async () => {
    database = await openMemoryDatabase();
    const seed = seedAccess(database);
    await seed.organization('home');
    for (const id of ['north', 'south']) await seed.department('home', null, id);
    const north = await seed.member('home', 'CONTRIBUTOR', 'north');
    const signIn = async (personId: string) => (await seed.signedIn('home', personId)).token;
    tokens = {
      south: await signIn(await seed.member('home', 'CONTRIBUTOR', 'south')),
      alsoSouth: await signIn(await seed.member('home', 'CONTRIBUTOR', 'south')),
      admin: await signIn(await seed.member('home', 'ADMIN')),
    };
    app = await startApp(database, { AUTH_SECRET });
    const loaded = await importAs(
      await signIn(north),
      { source: 'north.csv', departmentId: 'north' },
      'secret',
    );
    expect(loaded).toMatchObject({ status: 'PUBLISHED' });
  });
  afterAll(async () => {
    await app.close();
    await database.close();
  });

  async function importAs(token: string, query: Readonly<Record<string, string>>, campaignId: string) {
    const response = await fetch(`${app.url}/imports?${new URLSearchParams(query)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
      body: `campaign,creator,views,likes\n${campaignId},ada,10,1\n`,
    });
    const answer: unknown = await response.json();
    return answer;
  }

  const importSouth = (token: string, campaignId: string) =>
    importAs(token, { source: 'south.csv', departmentId: 'south' }, campaignId);

  it('are refused without naming them, and named to those who see them', async () => {
    expect(await importAs(tokens.south, { source: 'north.csv', departmentId: 'south' }, 'new')).toMatchObject(
      {
        code: 'CONFLICT',
      },
    );
    const refused = await importSouth(tokens.south, 'secret');
    expect(refused).toMatchObject({ code: 'CONFLICT' });
    expect(JSON.stringify(refused)).not.toMatch(/secret|north/);
    expect(await importAs(tokens.admin, { source: 'again.csv' }, 'secret')).toMatchObject({
      status: 'PUBLISHED',
    });
  });

  it('cannot be guessed at length: after twenty of them within an hour every import of that person is refused', async () => {
    for (let tried = 2; tried < 20; tried += 1)
      expect(await importSouth(tokens.south, 'secret')).toMatchObject({ code: 'CONFLICT' });
    expect(await importSouth(tokens.south, 'secret')).toMatchObject({ code: 'RATE_LIMITED' });
    expect(await importSouth(tokens.south, 'free')).toMatchObject({
      code: 'RATE_LIMITED',
      message: expect.stringMatching(/imports with names that other teams use/),
    });
    expect(await importSouth(tokens.alsoSouth, 'free')).toMatchObject({ status: 'PUBLISHED' });
  });
});
