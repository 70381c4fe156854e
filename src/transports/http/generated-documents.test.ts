import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { documentsOf } from './generated-documents.fixture.ts';
import { closeTestServers, makeTestSchema, startTestServer } from './test-server.fixture.ts';

/** `npm run test:fuzz` looks longer. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 150);

afterAll(closeTestServers);

describe('generated documents', () => {
  it('never get a 5xx, nor anything that resolvers keep secret', async () => {
    const open = await startTestServer();
    await fc.assert(
      fc.asyncProperty(documentsOf(makeTestSchema()), async (body) => {
        const { status, text } = await open.post(body);
        expect(status, text).toBeLessThan(500);
        expect(text).not.toMatch(/hunter2|node_modules/);
      }),
      { numRuns: RUNS },
    );
  });

  it('never get a 5xx for a body of any JSON or any text', async () => {
    const open = await startTestServer();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc
            .record(
              {
                query: fc.anything(),
                variables: fc.anything(),
                operationName: fc.anything(),
                extensions: fc.anything(),
              },
              { requiredKeys: [] },
            )
            .map((body) => JSON.stringify(body) ?? ''),
        ),
        async (body) => {
          const { status, text } = await open.post(body);
          expect(status, text).toBeLessThan(500);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
