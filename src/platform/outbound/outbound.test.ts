import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createOutbound, type Outbound, type OutboundOptions } from './outbound.ts';

const opened: (Outbound | Server)[] = [];

afterEach(async () => {
  for (const one of opened.splice(0)) {
    if ('closeAllConnections' in one) one.closeAllConnections();
    await one.close();
  }
});

/** Outbound requests without spacing, and what they log. */
function open(options: Partial<OutboundOptions> = {}) {
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
  const politeness = { concurrency: 5, spacingMs: 0, waiting: 10 };
  const outbound = createOutbound({ allow: [], logger, politeness, ...options });
  opened.push(outbound);
  return { ...outbound, lines };
}

/** A server on loopback, which stands for one of the public internet where 127.0.0.1 is allowed. */
async function serve(listener: RequestListener) {
  const requests: { url: string; headers: Readonly<Record<string, unknown>> }[] = [];
  const server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', headers: request.headers });
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push(server);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { port: address.port, url: `http://127.0.0.1:${address.port}`, requests };
}

const text = ({ body }: { body: Uint8Array }) => new TextDecoder().decode(body);

/** A name server that gives one answer after the other. */
function answers(...addresses: readonly string[][]) {
  let asked = 0;
  return async () => {
    const found = addresses[Math.min(asked++, addresses.length - 1)] ?? [];
    return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
}

describe('a guarded request', () => {
  it.each([
    'http://127.0.0.1',
    'http://127.1',
    'http://127.0.1',
    'http://2130706433',
    'http://0x7f000001',
    'http://0x7f.0.0.1',
    'http://0177.0.0.1',
    'http://017700000001',
    'http://①②⑦.0.0.1',
    'http://0.0.0.0',
    'http://0',
    'http://10.0.0.1',
    'http://100.64.0.1',
    'http://172.16.0.1',
    'http://192.168.0.1',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::]',
    'http://[::1]',
    'http://[0:0:0:0:0:0:0:1]',
    'http://[::ffff:127.0.0.1]',
    'http://[::ffff:7f00:1]',
    'http://[::ffff:169.254.169.254]',
    'http://[::127.0.0.1]',
    'http://[64:ff9b::7f00:1]',
    'http://[2002:7f00:1::1]',
    'http://[2001::1]',
    'http://[fd00:ec2::254]',
    'http://[fe80::1]',
    'http://[fe80::1%25eth0]',
    'http://localhost',
    'http://LOCALHOST.',
    'https://127.0.0.1',
    'https://[::1]:8443',
    'file:///etc/passwd',
    'ftp://example.com',
    'data:text/plain,hello',
    'gopher://example.com',
    'javascript:1',
    'no address',
    '//example.com',
    '',
  ])('is not sent to %s', async (url) => {
    const { guarded } = open();
    await expect(guarded(url)).rejects.toMatchObject({ fault: 'FORBIDDEN_ADDRESS' });
  });

  it.each([
    ['a private address', ['10.0.0.1']],
    ['the metadata of a cloud', ['169.254.169.254']],
    ['a private address among public ones', ['93.184.216.34', '127.0.0.1']],
    ['an IPv6 address that stands for a private one', ['::ffff:10.0.0.1']],
  ])('is not sent to a name that leads to %s', async (_what, addresses) => {
    const { guarded } = open({ resolve: answers(addresses) });
    await expect(guarded('http://innocent.example')).rejects.toMatchObject({ fault: 'FORBIDDEN_ADDRESS' });
  });

  it('looks at the address that is connected to: a name that leads elsewhere the next time is refused', async () => {
    const { port, requests } = await serve((_request, response) =>
      response.setHeader('connection', 'close').end('one'),
    );
    const { guarded } = open({ allow: ['127.0.0.1'], resolve: answers(['127.0.0.1'], ['127.0.0.2']) });
    expect(text(await guarded(`http://rebinding.example:${port}`))).toBe('one');
    await expect(guarded(`http://rebinding.example:${port}`)).rejects.toMatchObject({
      fault: 'FORBIDDEN_ADDRESS',
    });
    expect(requests).toHaveLength(1);
  });

  it('follows redirects, each of which is checked like the address itself', async () => {
    const { url } = await serve(({ url: path = '' }, response) => {
      if (path === '/end') return response.end('the end');
      return response.writeHead(302, { location: path === '/private' ? 'http://127.0.0.2/' : '/end' }).end();
    });
    const { guarded } = open({ allow: ['127.0.0.1'] });
    const answer = await guarded(`${url}/begin`);
    expect([answer.url, answer.status, text(answer)]).toEqual([`${url}/end`, 200, 'the end']);
    await expect(guarded(`${url}/private`)).rejects.toMatchObject({ fault: 'FORBIDDEN_ADDRESS' });
  });

  it.each(['file:///etc/passwd', 'http://user:secret@127.0.0.1/', 'http://[bad'])(
    'does not follow a redirect to %s',
    async (location) => {
      const { url } = await serve((_request, response) => response.writeHead(302, { location }).end());
      const { guarded } = open({ allow: ['127.0.0.1'] });
      const refused = await guarded(url).catch((error: unknown) => error);
      expect(refused).toMatchObject({ fault: 'FORBIDDEN_ADDRESS' });
      expect(String(refused)).not.toContain('secret');
    },
  );

  it('gives up redirects that lead nowhere', async () => {
    const { url, requests } = await serve((_request, response) =>
      response.writeHead(302, { location: '/' }).end(),
    );
    const { guarded } = open({ allow: ['127.0.0.1'] });
    await expect(guarded(url, { maxRedirects: 3 })).rejects.toMatchObject({ fault: 'TOO_MANY_REDIRECTS' });
    expect(requests).toHaveLength(4);
  });

  it('takes nothing that lets anybody in along to another origin, and sends a body nowhere else', async () => {
    const other = await serve((_request, response) => response.end('other'));
    const { url, requests } = await serve((_request, response) =>
      response.writeHead(307, { location: other.url }).end('moved'),
    );
    const { guarded } = open({ allow: ['127.0.0.1'] });
    const headers = {
      authorization: 'Bearer secret',
      cookie: 'a=b',
      'x-api-key': 'secret',
      accept: 'text/html',
    };
    expect(text(await guarded(url, { headers }))).toBe('other');
    expect(requests[0]?.headers).toMatchObject(headers);
    expect(other.requests[0]?.headers).toMatchObject({ accept: 'text/html' });
    expect(JSON.stringify(other.requests)).not.toMatch(/secret|a=b/);
    const posted = await guarded(url, { method: 'POST', body: 'secret' });
    expect([posted.status, other.requests.length]).toEqual([307, 1]);
  });

  it('takes no more of an answer than it may, however the answer is sent', async () => {
    const { url } = await serve(({ url: path }, response) => {
      if (path === '/long') return response.end('x'.repeat(2_000));
      if (path === '/bomb')
        return response.setHeader('content-encoding', 'gzip').end(gzipSync('x'.repeat(1_000_000)));
      if (path === '/endless') {
        const write = () => {
          while (!response.destroyed && response.write('x'.repeat(500)));
        };
        response.on('drain', write);
        return write();
      }
      return response.end('x'.repeat(1_000));
    });
    const { guarded } = open({ allow: ['127.0.0.1'] });
    for (const path of ['/long', '/bomb', '/endless']) {
      await expect(guarded(`${url}${path}`, { maxBytes: 1_000 })).rejects.toMatchObject({
        fault: 'TOO_LARGE',
      });
    }
    expect((await guarded(url, { maxBytes: 1_000 })).body).toHaveLength(1_000);
  });

  it.each(['never answers', 'never ends its answer'])('gives a host up that %s', async (kind) => {
    const { url } = await serve((_request, response) => {
      if (kind === 'never ends its answer') response.write('begin');
    });
    const { guarded } = open({ allow: ['127.0.0.1'] });
    await expect(guarded(url, { timeoutMs: 50 })).rejects.toMatchObject({ fault: 'TOO_SLOW' });
  });

  it('ends when its caller has no use for it any more', async () => {
    const { url } = await serve(() => leaving.abort(new Error('gone')));
    const leaving = new AbortController();
    const { guarded } = open({ allow: ['127.0.0.1'] });
    await expect(guarded(url, { signal: leaving.signal })).rejects.toThrow('gone');
  });

  it('names neither credentials nor paths nor queries in errors and in the log', async () => {
    const { port } = await serve((_request, response) => response.destroy());
    const { guarded, lines } = open({ allow: ['127.0.0.1'] });
    const secret = 'hunter2';
    const addresses = [
      `http://${secret}:${secret}@example.com/`,
      `http://10.0.0.1/${secret}?key=${secret}#${secret}`,
      `http://127.0.0.1:${port}/${secret}?key=${secret}`,
      `ftp://${secret}@example.com/`,
      `http://[${secret}`,
    ];
    for (const address of addresses) {
      const error = await guarded(address).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(`${error} ${error instanceof Error ? error.stack : ''} ${JSON.stringify(error)}`).not.toContain(
        secret,
      );
    }
    expect(lines.join('')).toContain('http://10.0.0.1/…');
    expect(lines.join('')).not.toContain(secret);
  });
});

describe('a trusted request', () => {
  it('goes wherever a setting says, and carries the trace along', async () => {
    const { url, requests } = await serve((_request, response) => response.end('local'));
    const { trusted } = open();
    expect(await (await trusted(url)).text()).toBe('local');
    expect(requests).toHaveLength(1);
  });
});
