import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../src/platform/storage/database.ts';
import { AUTH_SECRET, seedAccess } from './access/people.ts';
import { openMemoryDatabase } from './databases.ts';
import { importRows } from './measured-rows.ts';
import { type RunningApp, startApp } from './running-app.ts';

let database: Database;
let app: RunningApp;
let tokens: Readonly<Record<'member' | 'viewer' | 'stranger' | 'onlyBriefs' | 'onlyReads', string>>;

beforeAll(async () => {
  database = await openMemoryDatabase();
  const seed = seedAccess(database);
  for (const id of ['home', 'foreign']) await seed.organization(id);
  await importRows(
    database,
    [
      { campaignId: 'campaign_6', influencerId: 'ana', views: 1_000, likes: 100 },
      { campaignId: 'campaign_6', influencerId: 'ben', views: 1_000, likes: 300 },
      { campaignId: 'campaign_6', influencerId: 'cem', views: 1_000, likes: 200 },
    ],
    { organizationId: 'home' },
  );
  const member = await seed.member('home', 'MANAGER');
  const viewer = await seed.member('home', 'VIEWER');
  const stranger = await seed.member('foreign', 'ADMIN');
  tokens = {
    member: (await seed.signedIn('home', member)).token,
    viewer: (await seed.signedIn('home', viewer)).token,
    stranger: (await seed.signedIn('foreign', stranger)).token,
    onlyBriefs: (await seed.apiToken('home', member, ['BRIEF'])).token,
    onlyReads: (await seed.apiToken('home', member, ['READ'])).token,
  };
  app = await startApp(database, { AUTH_SECRET });
});
afterAll(async () => {
  await app.close();
  await database.close();
});

const ask = async (path: string, who?: keyof typeof tokens, init: RequestInit = {}) => {
  const headers = new Headers(init.headers);
  if (who !== undefined) headers.set('authorization', `Bearer ${tokens[who]}`);
  const response = await fetch(`${app.url}${path}`, { ...init, headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
};

describe('GET /top-performers', () => {
  it('gives the best of a campaign in camelCase, whichever case asked', async () => {
    const { status, headers, body } = await ask('/top-performers?campaignId=campaign_6&limit=2', 'viewer');
    expect(status).toBe(200);
    expect(headers.get('ratelimit')).toMatch(/"client".*"organization"/);
    expect(body).toEqual({
      campaignId: 'campaign_6',
      topPerformers: [
        expect.objectContaining({
          rank: 1,
          influencerId: 'ben',
          views: 1_000,
          likes: 300,
          engagementRate: 30,
        }),
        expect.objectContaining({ rank: 2, influencerId: 'cem', comments: null }),
      ],
    });
    const snake = await ask(
      '/top-performers?campaign_id=campaign_6&limit=2&rank_by=engagement_rate',
      'viewer',
    );
    expect(snake.body).toEqual(body);
  });

  it.each([
    ['/top-performers', 400, 'BAD_USER_INPUT', /campaignId/],
    ['/top-performers?campaignId=campaign_6&limit=0', 400, 'BAD_USER_INPUT', /limit/],
    ['/top-performers?campaignId=campaign_6&limit=many', 400, 'BAD_USER_INPUT', /limit/],
    ['/top-performers?campaignId=campaign_6&other=1', 400, 'BAD_USER_INPUT', /other/],
    ['/top-performers?campaignId=campaign_7', 404, 'NOT_FOUND', /campaign_6/],
  ])('refuses %s', async (path, status, code, message) => {
    const answer = await ask(path, 'member');
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'));
  });

  it('is for those who may see the campaign', async () => {
    const path = '/top-performers?campaignId=campaign_6';
    expect((await ask(path)).status).toBe(401);
    expect((await ask(path, 'stranger')).status).toBe(404);
    expect((await ask(path, 'onlyBriefs')).status).toBe(403);
    expect((await ask(path, 'onlyReads')).status).toBe(200);
  });
});

describe('POST /generate_brief', () => {
  const post = (body: unknown, who?: keyof typeof tokens, headers: Readonly<Record<string, string>> = {}) =>
    ask('/generate_brief', who, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const REQUEST = { brand: 'Acme', product: 'Trail Shoe', goal: 'sales', platform: 'TikTok' };

  it('writes a brief, and answers in snake_case', async () => {
    const { status, body } = await post(REQUEST, 'member');
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(
      expect.arrayContaining([
        'caption',
        'hook_ideas',
        'hashtags',
        'cta',
        'tone',
        'key_message',
        'for_creator',
      ]),
    );
    expect(body.briefs).toHaveLength(1);
    expect(body.caption).toContain('Trail Shoe');
    expect(body.hook_ideas.length).toBeGreaterThanOrEqual(3);
    const same = { ...REQUEST, goal: 'Conversions', platform: 'tiktok', must_mention: [] };
    expect((await post(same, 'member')).body).toEqual(body);
    const { data } = await app.query<{ briefs: { edges: { node: { request: unknown } }[] } }>(
      '{ briefs(first: 5) { edges { node { request { goal platform } } } } }',
      {},
      tokens.member,
    );
    expect(data.briefs.edges).toEqual([{ node: { request: { goal: 'CONVERSIONS', platform: 'TIKTOK' } } }]);
  });

  it('writes one brief for the requests with one idempotency-key', async () => {
    const anew = { ...REQUEST, product: 'Rain Coat', refresh: true };
    const headers = { 'idempotency-key': 'rain-coat-1' };
    const first = await post(anew, 'member', headers);
    const again = await post(anew, 'member', headers);
    expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([200, null]);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(again.body).toEqual(first.body);
    const other = await post(REQUEST, 'member', headers);
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it.each([
    [{ ...REQUEST, platform: 'Myspace' }, 400, 'BAD_USER_INPUT', /platform/],
    [{ ...REQUEST, goal: 'fame' }, 400, 'BAD_USER_INPUT', /goal/],
    [{ ...REQUEST, brand: ' ' }, 400, 'BAD_USER_INPUT', /brand/],
    [{ goal: 'sales' }, 400, 'BAD_USER_INPUT', /brand.*product.*platform/],
    [{ ...REQUEST, campaignId: 'campaign_7' }, 404, 'NOT_FOUND', /campaign_6/],
    ['{', 400, 'BAD_REQUEST', /JSON/],
    ['{"__proto__": {}}', 400, 'BAD_REQUEST', /./],
    ['[]', 400, 'BAD_USER_INPUT', /object/],
  ])('refuses %j', async (body, status, code, message) => {
    const answer = await post(body, 'member');
    expect([answer.status, answer.body]).toEqual([
      status,
      expect.objectContaining({
        code,
        message: expect.stringMatching(message),
        requestId: expect.any(String),
      }),
    ]);
  });

  it('takes JSON alone, and nothing from a page of another origin', async () => {
    expect((await post('a=b', 'member', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post(REQUEST, 'member', { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('is for those who may make briefs', async () => {
    expect((await post(REQUEST)).status).toBe(401);
    expect((await post(REQUEST, 'viewer')).status).toBe(403);
    expect((await post(REQUEST, 'onlyReads')).status).toBe(403);
    expect((await post(REQUEST, 'onlyBriefs')).status).toBe(200);
  });
});

it('what REST asks for is charged as the graph is', async () => {
  const poor = await startApp(database, { AUTH_SECRET, CLIENT_COST_PER_MINUTE: '25' });
  const path = `${poor.url}/top-performers?campaignId=campaign_6&limit=2`;
  const headers = { authorization: `Bearer ${tokens.member}` };
  const answered = await fetch(path, { headers });
  expect(answered.status).toBe(200);
  const refused = await fetch(path, { headers });
  expect([refused.status, (await refused.json()).code]).toEqual([429, 'RATE_LIMITED']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.headers.get('ratelimit-policy')).toBe(answered.headers.get('ratelimit-policy'));
  expect(refused.headers.get('ratelimit')).toMatch(/^"client";r=0;t=\d+, "organization";r=\d+;t=\d+$/);
  await poor.close();
});

describe('the description of the routes', () => {
  it('is OpenAPI, and has every route that is no graph and no page', async () => {
    const { status, body } = await ask('/openapi.json');
    expect(status).toBe(200);
    expect(body.openapi).toBe('3.1.0');
    const listed = Object.entries<Record<string, unknown>>(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(listed.sort()).toEqual([
      'GET /audit.ndjson',
      'GET /campaigns/{id}/metrics',
      'GET /get_status',
      'GET /imports/{id}/rejects.csv',
      'GET /leaderboard.csv',
      'GET /livez',
      'GET /metrics',
      'GET /organization.ndjson',
      'GET /p.gif',
      'GET /readyz',
      'GET /top-performers',
      'POST /events',
      'POST /generate_brief',
      'POST /imports',
      'POST /imports/preview',
      'POST /public/events',
      'POST /register_event',
    ]);
    const { parameters } = body.paths['/top-performers'].get;
    expect(parameters).toContainEqual(
      expect.objectContaining({ name: 'campaignId', in: 'query', required: true }),
    );
    expect(parameters).toContainEqual(
      expect.objectContaining({
        name: 'limit',
        required: false,
        schema: expect.objectContaining({ maximum: 100 }),
      }),
    );
    const brief = body.paths['/generate_brief'].post;
    expect(brief.requestBody.content['application/json'].schema.required).toEqual([
      'brand',
      'product',
      'goal',
      'platform',
    ]);
    expect(brief.parameters).toContainEqual(
      expect.objectContaining({ name: 'idempotency-key', in: 'header' }),
    );
    expect(JSON.stringify(body)).not.toContain('Default Response');
  });

  it('is a page that loads from this server alone', async () => {
    const page = await fetch(`${app.url}/docs/rest`);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(page.headers.get('content-security-policy')).not.toMatch(/unsafe|http/);
    const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
    expect(assets.length).toBeGreaterThan(4);
    for (const asset of assets) {
      expect((await fetch(new URL(asset, page.url))).status).toBe(200);
      expect(new URL(asset, page.url).origin).toBe(app.url);
    }
    expect(html).not.toMatch(/<script>|style=|https?:/);
    expect((await fetch(`${app.url}/docs/rest/json`)).status).toBe(200);
  });
});
