import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildSchemaOnly } from '../src/app.ts';
import { documentsOf } from '../src/transports/http/generated-documents.fixture.ts';
import { AUTH_SECRET, seedAccess } from './access/people.ts';
import { describeOnPostgres } from './databases.ts';
import { startApp } from './running-app.ts';

/** `npm run test:fuzz` looks longer. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 80);

const UNLIMITED = {
  CLIENT_COST_PER_MINUTE: '0',
  ORGANIZATION_COST_PER_MINUTE: '0',
  ORGANIZATION_MODEL_CALLS_PER_HOUR: '0',
};

describeOnPostgres('generated documents of the whole graph', (database) => {
  it.each(['query', 'mutation'] as const)('find no fault in the server, as a %s', async (operation) => {
    const seed = seedAccess(database());
    await seed.organization('fuzzed');
    await seed.campaign('fuzzed');
    await seed.brief('fuzzed');
    const app = await startApp(database(), { AUTH_SECRET, ...UNLIMITED });
    let answered = 0;
    try {
      await fc.assert(
        fc.asyncProperty(documentsOf(await buildSchemaOnly(), operation), async (body) => {
          const { token } = await seed.signedIn('fuzzed', await seed.member('fuzzed', 'ADMIN'));
          const response = await fetch(`${app.url}/graphql`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
            body: JSON.stringify(body),
          });
          const text = await response.text();
          expect(response.status, text).toBeLessThan(500);
          expect(text).not.toMatch(/INTERNAL_SERVER_ERROR|node_modules/);
          if (text.includes('"data":{')) answered += 1;
        }),
        { numRuns: RUNS },
      );
    } finally {
      await app.close();
    }
    // Documents that are refused before they run say nothing about what runs.
    expect(answered).toBeGreaterThan(RUNS / 20);
  });
});
