import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/platform/storage/database.ts';
import { openMemoryDatabase } from '../databases.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { AUTH_SECRET, seedAccess } from './people.ts';

interface Members {
  readonly members: {
    readonly edges: readonly { readonly node: { readonly name: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

const MEMBERS = `query ($after: String) {
  members(first: 2, after: $after) { edges { node { name } } pageInfo { hasNextPage endCursor } }
}`;

let database: Database;
let app: RunningApp;
let token: string;

beforeAll(async () => {
  database = await openMemoryDatabase();
  const seed = seedAccess(database);
  await seed.organization('default');
  await seed.department('default', null, 'beauty');
  for (const name of ['cleo', 'Ada', 'ben', 'Dora']) {
    const personId = await seed.person(name);
    await seed.membership('default', personId, 'ADMIN');
    if (name === 'Ada') ({ token } = await seed.signedIn('default', personId));
    // Whoever has two roles stands there twice, and here a page ends between the two.
    if (name === 'ben') await seed.membership('default', personId, 'VIEWER', 'beauty');
  }
  await seed.run("update person set name = 'ben' where name = 'cleo'", []);
  app = await startApp(database, { AUTH_SECRET });
});
afterAll(async () => {
  await app.close();
  await database.close();
});

it('lists members by name, case aside, page after page, and nobody twice', async () => {
  const names: string[] = [];
  let after: string | null = null;
  for (let hasNextPage = true; hasNextPage; ) {
    const { members }: Members = (await app.query<Members>(MEMBERS, { after }, token)).data;
    names.push(...members.edges.map(({ node }) => node.name));
    ({ hasNextPage, endCursor: after } = members.pageInfo);
  }
  expect(names).toEqual(['Ada', 'ben', 'ben', 'ben', 'Dora']);
});

it('takes no cursor of another list', async () => {
  const after = Buffer.from('["1"]').toString('base64url');
  const { errors } = await app.query<null>(MEMBERS, { after }, token);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'after' });
});
