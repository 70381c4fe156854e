import { Agent, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { openMemoryDatabase } from '../databases.ts';
import { startApp } from '../running-app.ts';

const MEGABYTES = 8;

it('a file that is not read to its end leaves the connection fit for the next request', async () => {
  const database = await openMemoryDatabase();
  const app = await startApp(database);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const post = (path: string, contentType: string, body: string) =>
    new Promise<unknown>((resolve, reject) => {
      const sent = request(
        `${app.url}${path}`,
        { method: 'POST', agent, headers: { 'content-type': contentType } },
        (response) => resolve(json(response)),
      );
      sent.on('error', reject);
      sent.end(body);
    });
  const rows = '1,2,3,4\n'.repeat((MEGABYTES * 1_000_000) / 8);
  const unknown = `nothing,that,is,known\n${rows}`;
  const known = `campaign_id,influencer_id,views,likes\n${rows}`;
  for (const [path, file, answer] of [
    ['/imports?source=x', unknown, { code: 'BAD_USER_INPUT' }],
    ['/imports/preview', unknown, { sample: null }],
    ['/imports/preview', known, { problems: [] }],
    ['/imports/preview?isWhole=maybe', known, { code: 'BAD_USER_INPUT' }],
  ] as const) {
    expect(await post(path, 'text/csv', file)).toMatchObject(answer);
    const next = await post('/graphql', 'application/json', '{"query":"{ __typename }"}');
    expect(next).toEqual({ data: { __typename: 'Query' } });
  }
  agent.destroy();
  await app.close();
  await database.close();
});
