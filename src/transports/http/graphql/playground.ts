import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ExampleOperation } from '../../../platform/composition/capability.ts';

interface Page {
  /** Compressed once: GraphiQL with its editor is 9 MB of HTML. */
  readonly gzipped: Buffer;
  readonly html: () => Promise<string>;
  readonly etag: string;
  readonly contentSecurityPolicy: string;
}

const GRAPHIQL_POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob:",
  'worker-src blob:',
  "style-src 'unsafe-inline'",
  'font-src data:',
  'img-src data: blob:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SANDBOX_POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' https://embeddable-sandbox.cdn.apollographql.com",
  "style-src 'unsafe-inline'",
  'frame-src https://sandbox.embed.apollographql.com',
  "connect-src 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Whether a browser opened the address, as opposed to a program that asks for JSON. */
export function isBrowserVisit(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  return request.method === 'GET' && accept.includes('text/html') && !accept.includes('json');
}

/**
 * The page that a browser sees at /graphql. It is put together at the first visit, so that it costs nothing at start-up
 * and nothing where nobody looks.
 */
export function createPlayground(
  kind: 'graphiql' | 'sandbox',
  exampleOperations: readonly ExampleOperation[],
  /** Runs in GraphiQL's page before it does. */
  readScript: () => Promise<string> = async () => '',
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  let page: Promise<Page> | undefined;
  return async (request, reply) => {
    page ??=
      kind === 'graphiql'
        ? makePage(GRAPHIQL_POLICY, async () => renderGraphiql(exampleOperations, await readScript()))
        : makePage(SANDBOX_POLICY, () => renderSandbox(exampleOperations));
    const { etag, gzipped, html, contentSecurityPolicy } = await page;
    reply
      .header('content-security-policy', contentSecurityPolicy)
      .header('cache-control', 'no-cache')
      .header('etag', etag)
      .header('vary', 'accept, accept-encoding')
      .type('text/html; charset=utf-8');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    const acceptsGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    return acceptsGzip ? reply.header('content-encoding', 'gzip').send(gzipped) : reply.send(await html());
  };
}

async function makePage(contentSecurityPolicy: string, html: () => Promise<string>): Promise<Page> {
  const text = await html();
  const gzipped = await promisify(gzip)(text);
  const etag = `"${createHash('sha256').update(gzipped).digest('base64url').slice(0, 22)}"`;
  return { gzipped, html, etag, contentSecurityPolicy };
}

async function renderGraphiql(
  exampleOperations: readonly ExampleOperation[],
  script: string,
): Promise<string> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({
    title: 'Marquee',
    logo: '<span></span>',
    defaultTabs: exampleOperations.map(({ query, variables }) => ({
      query,
      variables: variables === undefined ? null : JSON.stringify(variables, null, 2),
    })),
    shouldPersistHeaders: false,
  });
  return script === ''
    ? html
    : html.replace('<div id="root">', () => `<script>${script}</script><div id="root">`);
}

async function renderSandbox(exampleOperations: readonly ExampleOperation[]): Promise<string> {
  const [first] = exampleOperations;
  const initialState = {
    document: first?.query ?? '{ __typename }',
    variables: first?.variables ?? {},
    includeCookies: false,
  };
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Marquee</title>
<style>html, body, #sandbox { margin: 0; height: 100%; } iframe { border: 0; }</style></head>
<body><div id="sandbox"></div>
<noscript>Apollo Sandbox needs JavaScript.</noscript>
<script src="https://embeddable-sandbox.cdn.apollographql.com/v2/embeddable-sandbox.umd.production.min.js"
  onerror="document.body.textContent = 'Apollo Sandbox could not be loaded: it needs the internet. PLAYGROUND=graphiql does not.'"></script>
<script>
new window.EmbeddedSandbox({
  target: '#sandbox',
  initialEndpoint: new URL(location.pathname, location.href).toString(),
  initialState: ${escapeForScript(JSON.stringify(initialState))},
});
</script></body></html>
`;
}

/** JSON inside a script element must not be able to end it. */
function escapeForScript(json: string): string {
  return json.replaceAll('<', '\\u003c');
}
