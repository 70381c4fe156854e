import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeTestServers, startTestServer, type TestServer } from '../test-server.fixture.ts';

const HTML = '<meta name="play" content="{{playground}}"><script nonce="{{nonce}}"></script>';
const SCRIPT = 'console.log("on stage");'.repeat(200);
const AS_A_BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('a built page', () => {
  let folder: string;
  let server: TestServer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'marquee-page-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), HTML);
    await writeFile(join(folder, 'assets/main-1a2b.js'), SCRIPT);
    await writeFile(join(folder, 'assets/main-1a2b.js.br'), brotliCompressSync(SCRIPT));
    server = await startTestServer({ webPage: { folder }, settings: { PLAYGROUND: 'graphiql' } });
  });
  afterAll(async () => {
    await closeTestServers();
    await rm(folder, { recursive: true });
  });

  it.each(['/', '/campaigns/spring?view=spread', '/imports/12'])(
    'is shown to a browser at %s',
    async (path) => {
      const response = await server.fetch(path, { headers: AS_A_BROWSER });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).toContain('content="graphiql"');
    },
  );

  it('may run its own scripts alone, by a nonce that is another at each visit', async () => {
    const nonces = new Set<string>();
    for (let visit = 0; visit < 3; visit++) {
      const response = await server.fetch('/', { headers: AS_A_BROWSER });
      const policy = response.headers.get('content-security-policy') ?? '';
      const [, nonce = ''] = /<script nonce="([\w-]{22})">/.exec(await response.text()) ?? [];
      expect(policy).toContain(`script-src 'self' 'nonce-${nonce}'`);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  it('has assets that are compressed and kept for good', async () => {
    const response = await server.fetch('/assets/main-1a2b.js', { headers: { 'accept-encoding': 'br' } });
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await response.text()).toBe(SCRIPT);
    const plain = await server.fetch('/assets/main-1a2b.js', { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe(SCRIPT);
  });

  it.each(['/', '/nothing', '/assets/main-0000.js', '/assets/%2e%2e/index.html'])(
    'is not what a program finds at %s',
    async (path) => {
      const response = await server.fetch(path, { headers: { accept: 'application/json' } });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'NOT_FOUND' });
    },
  );

  it('leaves /graphql and its playground as they are', async () => {
    expect((await server.post({ query: '{ hello }' })).body).toEqual({ data: { hello: 'hello world' } });
    const playground = await server.fetch('/graphql', { headers: AS_A_BROWSER });
    expect(await playground.text()).toContain('GraphiQL');
  });
});
