import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openMemoryDatabase } from '../../../../test/databases.ts';
import { clear, countRows, exportOf } from '../../../../test/exports.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';
import type { Database } from '../../../platform/storage/database.ts';

const FILE = exportOf([{ campaignId: 'spring', influencerId: 'ada', views: 100, likes: 10 }]);

/** More than is read at once, and yet few rows. */
const BLOCK = `campaignId,influencerId,views,likes,caption\n${`spring,ada,10,1,${'a'.repeat(4_000)}\n`.repeat(100)}`;

let database: Database;
let app: RunningApp;

beforeAll(async () => {
  database = await openMemoryDatabase();
  // A busy machine may take longer than the default to finish the imports that are waited for.
  app = await startApp(database, { IMPORT_QUEUE_SECONDS: '600' });
});

beforeEach(() => clear(database));

afterAll(async () => {
  await app.close();
  await database.close();
});

const post = (query: string, body: string = FILE, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${app.url}/imports${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', ...headers },
    body,
  });

describe('POST /imports', () => {
  it('answers with the outcome', async () => {
    const response = await post('?source=one.csv');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      source: 'one.csv',
      status: 'PUBLISHED',
      read: 1,
      loaded: 1,
      rejectedByCode: {},
    });
    expect(await (await post('?source=one.csv')).json()).toMatchObject({ status: 'UNCHANGED' });
  });

  it('answers 422 where more rows are rejected than the limit allows', async () => {
    const response = await post('?source=one.csv&rejectLimit=0', `${FILE}spring,bob,many,1\n`);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ status: 'REJECTED', rejectedByCode: { not_a_count: 1 } });
  });

  it.each([
    ['of parameters', '', 'encoding=latin1'],
    ['of controls', '&wording=controls', 'the encoding latin1'],
  ])('says in the words %s what to do, in the preview as in the outcome', async (_words, wording, advice) => {
    const send = (path: string) =>
      fetch(`${app.url}${path}${wording}`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: Buffer.from(`${FILE}spring,b\u00f6b,many,1\n`, 'latin1'),
      });
    const outcome = await (await send('/imports?source=one.csv&rejectLimit=0')).text();
    const preview = await (await send('/imports/preview?isWhole=true')).text();
    const unusable = await (await send('/imports/preview?map=views=%230')).text();
    for (const answer of [outcome, preview]) expect(answer).toContain(advice);
    for (const answer of [outcome, preview, unusable]) expect(answer).not.toMatch(/--[a-z]/);
  });

  it('streams one message per line if accepted, including the rejected rows, with the outcome last', async () => {
    const response = await post(
      '?source=one.csv&rejectLimit=1&rejections=true',
      `${FILE}spring,bob,many,1\n`,
      {
        accept: 'application/x-ndjson',
      },
    );
    expect(response.headers.get('content-type')).toMatch(/^application\/x-ndjson/);
    const messages = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(messages.map(({ type }) => type)).toEqual(['begun', 'rejections', 'progress', 'outcome']);
    expect(messages[0].importId).toBe(response.headers.get('x-import-id'));
    expect(messages[3].outcome.importId).toBe(messages[0].importId);
    expect(messages[1]).toMatchObject({
      delimiter: ',',
      rejections: [{ line: 3, code: 'not_a_count', column: 'views', raw: 'spring,bob,many,1' }],
    });
    expect(messages[3].outcome).toMatchObject({ status: 'PUBLISHED', loaded: 1, rejected: 1 });
  });

  it('ends the messages with the error, its code and the id of the request', async () => {
    const response = await post('?source=one.csv', 'a,b\n1,2\n', { accept: 'application/x-ndjson' });
    const [last] = (await response.text()).trim().split('\n').slice(-1);
    expect(JSON.parse(last ?? '')).toMatchObject({
      type: 'error',
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/^The header cannot be used/),
      requestId: response.headers.get('x-request-id'),
    });
  });

  it('takes the column options and the dry run from the query string', async () => {
    const file = 'brand;who;plays;hearts\nspring;ada;10;1\n';
    const address = '?source=x&map=campaignId%3Dbrand&map=influencerId%3Dwho&map=likes%3Dhearts&dryRun=true';
    expect(await (await post(address, file)).json()).toMatchObject({ status: 'CHECKED', loaded: 1 });
    expect(await countRows(database)).toMatchObject({ import: 0, post: 0 });
  });

  it.each(['text/csv; charset=utf-8', 'application/vnd.ms-excel', 'Application/Vnd.MS-Excel'])(
    'takes an export that is sent as %s',
    async (type) => {
      const response = await post('?source=x&dryRun=true', FILE, { 'content-type': type });
      expect([response.status, (await response.json()).status]).toEqual([200, 'CHECKED']);
    },
  );

  it.each([
    ['', 'text/csv', /source/],
    ['?source=', 'text/csv', /The source "" is not a valid name/],
    ['?source=a%0Ab', 'text/csv', /without line breaks/],
    ['?source=x&colour=red', 'text/csv', /colour(.|\n)*It takes source, encoding/],
    ['?source=x&dryRun=yes', 'text/csv', /dryRun takes true or false/],
    ['?source=x&rejectLimit=lots', 'text/csv', /"lots" is neither a share of the rows/],
    ['?source=x&map=likes', 'text/csv', /FIELD=COLUMN/],
    ['?source=x&set=like%3D1', 'text/csv', /the closest is likes/],
    ['?source=x&encoding=ebcdic', 'text/csv', /encoding is "ebcdic"/],
    ['?source=x', 'text/plain', /The content type is "text\/plain"; it takes text\/csv/],
    ['?source=x', 'application/x-www-form-urlencoded', /The content type is/],
    ['?source=x', 'multipart/form-data; boundary=x', /The content type is/],
  ])('refuses %j as %s', async (query, type, message) => {
    const response = await post(query, FILE, { 'content-type': type });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(message),
    });
    expect(await countRows(database)).toMatchObject({ import: 0 });
  });

  it('answers a header that cannot be used while the file is still being sent', async () => {
    const sending = send('?source=x');
    sending.write(`campaign,who,plays\n${'a,b,1\n'.repeat(200_000)}`);
    const response = await answerOf(sending);
    expect(response.statusCode).toBe(400);
    expect(JSON.parse(await text(response)).message).toMatch(/^The header cannot be used/);
    sending.destroy();
  });

  describe('when the server is reading as many files as it can,', () => {
    const FOUR = ['a', 'b', 'c', 'd'];
    const holdFour = async () => {
      const sendings = FOUR.map((source) => send(`?source=${source}`));
      for (const sending of sendings) sending.write(BLOCK);
      await untilStatus('RUNNING', 4);
      return async () => {
        for (const sending of sendings) sending.end();
        for (const answer of await Promise.all(sendings.map(answerOf)))
          expect(JSON.parse(await text(answer))).toMatchObject({ status: 'PUBLISHED' });
      };
    };

    it('queues a fifth, says so, and reads it when one of them is done', async () => {
      const endFour = await holdFour();
      const fifth = await post('?source=fifth', FILE, { accept: 'application/x-ndjson' });
      const reader = fifth.body?.pipeThrough(new TextDecoderStream()).getReader();
      const first = await reader?.read();
      expect(first?.value?.trim()).toBe('{"type":"waiting","reason":"SERVER"}');
      await endFour();
      let rest = '';
      for (let piece = await reader?.read(); piece?.value !== undefined; piece = await reader?.read())
        rest += piece.value;
      expect(rest).toMatch(/"type":"outcome".*"status":"PUBLISHED"/);
    });

    it('answers a fifth that waited too long with how to retry', async () => {
      const impatient = await startApp(database, { IMPORT_QUEUE_SECONDS: '0', DATABASE_CONNECTIONS: '6' });
      const held = request(`${impatient.url}/imports?source=held`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
      });
      held.write(BLOCK);
      await untilStatus('RUNNING');
      const refused = await fetch(`${impatient.url}/imports?source=fifth`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: FILE,
      });
      expect(refused.status).toBe(503);
      expect(refused.headers.get('retry-after')).toBe('1');
      expect(await refused.json()).toMatchObject({
        code: 'UNAVAILABLE',
        message: expect.stringMatching(/one file at a time/),
      });
      held.end();
      expect(JSON.parse(await text(await answerOf(held)))).toMatchObject({ status: 'PUBLISHED' });
      await impatient.close();
    });
  });

  it('aborts the import of a client that disconnected', async () => {
    const sending = send('?source=gone');
    sending.on('error', () => undefined);
    sending.write(BLOCK);
    await untilStatus('RUNNING');
    sending.destroy();
    await untilStatus('FAILED');
    expect(await database.prisma.import.findMany()).toMatchObject([
      { message: 'It was stopped before it finished: nothing was published. Import the file again.' },
    ]);
  });
});

function send(query: string): ClientRequest {
  return request(`${app.url}/imports${query}`, { method: 'POST', headers: { 'content-type': 'text/csv' } });
}

async function answerOf(sending: ClientRequest): Promise<IncomingMessage> {
  const [response] = await once(sending, 'response');
  return response;
}

/** The latest import with this status, with its rows purged if it failed. */
async function untilStatus(status: 'RUNNING' | 'FAILED', imports = 1): Promise<void> {
  const where = { status, purgedAt: status === 'FAILED' ? { not: null } : null };
  const isSo = async () =>
    expect(await database.prisma.import.count({ where })).toBeGreaterThanOrEqual(imports);
  await vi.waitFor(isSo, { interval: 5, timeout: 100_000 });
}
