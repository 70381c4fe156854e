import { gunzipSync } from 'node:zlib';
import { getIntrospectionQuery } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { closeTestServers, startTestServer } from '../test-server.fixture.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

afterEach(closeTestServers);

describe('the playground', () => {
  it('is GraphiQL with the example operations, each in a tab', async () => {
    const { fetch } = await startTestServer({
      settings: { PLAYGROUND: 'graphiql' },
      exampleOperations: [
        { name: 'Top', query: 'query Top($n: Int!) { creators(limit: $n) { id } }', variables: { n: 3 } },
        { name: 'Hello', query: 'query Hello { hello }' },
      ],
    });
    const response = await fetch('/graphql', { headers: BROWSER });
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).toContain('query Top($n: Int!) { creators(limit: $n) { id } }');
    expect(html).toContain('query Hello { hello }');
  });

  it('loads nothing from another host: no element does, and the browser is told not to', async () => {
    const { fetch } = await startTestServer({ settings: { PLAYGROUND: 'graphiql' } });
    const response = await fetch('/graphql', { headers: BROWSER });
    const html = await response.text();
    const markup = html.replace(/<script>[\s\S]*<\/script>/, '').replace(/<style>[\s\S]*?<\/style>/, '');
    expect(markup).not.toMatch(/(?:src|href)\s*=\s*"(?!data:)/);
    expect(html.match(/<style>[\s\S]*?<\/style>/)?.[0]).not.toMatch(
      /(?:url\(\s*["']?|@import\s+["'])https?:/,
    );
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toContain('http');
  });

  it('finds its endpoint, which answers its introspection as a browser sends it', async () => {
    const { url, post, fetch } = await startTestServer({
      settings: { PLAYGROUND: 'graphiql', CORS_ORIGINS: '' },
    });
    expect(await (await fetch('/graphql', { headers: BROWSER })).text()).toContain('location.pathname');
    const { status, body } = await post(
      {
        query: getIntrospectionQuery({
          schemaDescription: true,
          inputValueDeprecation: true,
          specifiedByUrl: true,
          directiveIsRepeatable: true,
        }),
        operationName: 'IntrospectionQuery',
      },
      { accept: 'application/graphql-response+json, application/json, multipart/mixed', origin: url },
    );
    expect(status).toBe(200);
    expect(body.data.__schema.queryType.name).toBe('Query');
  });

  it('is sent compressed, and not again while it has not changed', async () => {
    const { fetch, url } = await startTestServer({ settings: { PLAYGROUND: 'graphiql' } });
    const { request } = await import('node:http');
    const size = await new Promise<number>((resolve) => {
      request(
        `${url}/graphql`,
        { headers: { ...BROWSER, 'accept-encoding': 'gzip, br' } },
        async (response) => {
          const parts: Buffer[] = [];
          for await (const part of response) parts.push(part);
          const packed = Buffer.concat(parts);
          expect(gunzipSync(packed).length).toBeGreaterThan(packed.length);
          resolve(packed.length);
        },
      ).end();
    });
    expect(size).toBeLessThan(3_500_000);
    const etag = (await fetch('/graphql', { headers: BROWSER })).headers.get('etag') ?? '';
    const again = await fetch('/graphql', { headers: { ...BROWSER, 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('is Apollo Sandbox where that is asked for, with the first example safely inside', async () => {
    const { fetch } = await startTestServer({
      settings: { PLAYGROUND: 'sandbox' },
      exampleOperations: [{ name: 'Evil', query: 'query Evil { hello(name: "</script>") }' }],
    });
    const response = await fetch('/graphql', { headers: BROWSER });
    const html = await response.text();
    expect(html).toContain('EmbeddedSandbox');
    expect(html).toContain('\\u003c/script>');
    expect(response.headers.get('content-security-policy')).toContain('sandbox.embed.apollographql.com');
  });

  it('leaves programs alone: what asks for JSON gets JSON', async () => {
    const { fetch, reached } = await startTestServer({ settings: { PLAYGROUND: 'graphiql' } });
    const response = await fetch('/graphql?query={hello}', {
      headers: { accept: 'application/json' },
    });
    expect(await response.json()).toEqual({ data: { hello: 'hello world' } });
    expect(reached).toEqual(['Query.hello']);
  });

  it('opens from the root address', async () => {
    const { fetch } = await startTestServer({ settings: { PLAYGROUND: 'graphiql' } });
    const response = await fetch('/', { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/graphql']);
  });

  it('can be off: a browser is told how to ask, and the root says what is here', async () => {
    const { fetch } = await startTestServer({ settings: { PLAYGROUND: 'off' } });
    const response = await fetch('/graphql', { headers: BROWSER });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('POST'),
    });
    expect(await (await fetch('/')).json()).toEqual({ name: 'Marquee', graphql: '/graphql' });
  });
});
