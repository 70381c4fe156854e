import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importThroughServer } from './hand-over.ts';

describe('a file that is handed to a server', () => {
  let folder = '';
  const server = createServer();
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'marquee-socket-'));
    await once(server.listen(join(folder, 'socket')), 'listening');
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    server.removeAllListeners('request');
    await rm(folder, { recursive: true });
  });

  const handOver = (content: Readable, isDryRun: boolean, signal: AbortSignal) =>
    importThroughServer(
      join(folder, 'socket'),
      {
        file: { source: 'spring.csv', size: null, open: () => content },
        texts: { map: [], set: [], rejectLimit: '10%' },
        isDryRun,
        signal,
        as: { organizationId: undefined, departmentId: undefined, token: undefined },
      },
      {},
    );
  const received = async () => {
    const [request]: IncomingMessage[] = await once(server, 'request');
    if (request === undefined) throw new Error('no request came');
    return request;
  };

  it('is not said to be unpublished when it was sent whole before somebody stopped', async () => {
    const stop = new AbortController();
    const sending = handOver(Readable.from(['campaign_id\n']), false, stop.signal);
    const answer = expect(sending).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    await text(await received());
    stop.abort();
    await answer;
  });

  it.each([
    ['half of it was sent', new Readable({ read: () => undefined }), false],
    ['it was only checked', Readable.from(['campaign_id\n']), true],
  ])('was not published where %s', async (_title, content, isDryRun) => {
    const stop = new AbortController();
    const sending = handOver(content, isDryRun, stop.signal);
    const answer = expect(sending).rejects.toMatchObject({ name: 'AbortError' });
    content.push('campaign_id\n');
    const request = await received();
    await (isDryRun ? text(request) : once(request, 'data'));
    stop.abort();
    await answer;
  });
});
