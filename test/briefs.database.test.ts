import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ableModel } from '../src/capabilities/briefs/agent/brief-model-server.fixture.ts';
import { startModelServer } from '../src/platform/agents/model-server.fixture.ts';
import { type Database, statement } from '../src/platform/storage/database.ts';
import { seedAccess } from './access/people.ts';
import { openMemoryDatabase } from './databases.ts';
import { type RunningApp, startApp } from './running-app.ts';

const INPUT = `{ brand: "Northwind", product: "Trail Runner 2", goal: AWARENESS, platform: INSTAGRAM, campaignId: "summer-glow-2026" }`;
const GENERATE = `mutation { generateBrief(input: ${INPUT}) {
  brief { id caption hookIdeas hashtags cta disclosure creativeAngle evidence { tool summary data } writer { kind model } request { brand } }
  cache { status ageSeconds }
  errors { code message path }
} }`;
const PROGRESS = `subscription { briefProgress(input: ${INPUT.replace('Runner 2', 'Runner 3')}) {
  __typename
  ... on BriefToolFinished { tool summary }
  ... on BriefText { text }
  ... on BriefFinished { brief { id caption } cache { status } }
} }`;

const SHOWN =
  'id variant caption cta deliverables { format count } kpi { typical target } creators { influencerId } original { caption } edit { fields editedAt } forCreator { text } forManager { text }';

interface Shown {
  readonly id: string;
  readonly variant: number;
  readonly caption: string;
  readonly kpi: { readonly typical: number; readonly target: number } | null;
  readonly creators: readonly { readonly influencerId: string }[];
  readonly edit: { readonly fields: readonly string[] } | null;
  readonly forCreator: { readonly text: string };
  readonly forManager: { readonly text: string };
}

interface Generated {
  readonly generateBrief: {
    readonly brief: {
      readonly id: string;
      readonly caption: string;
      readonly creativeAngle: string;
      readonly evidence: readonly {
        readonly tool: string;
        readonly summary: string;
        readonly data: unknown;
      }[];
      readonly writer: { readonly kind: string };
    };
    readonly cache: { readonly status: string };
  };
}

async function follow(app: RunningApp, query: string): Promise<Record<string, unknown>[]> {
  const client = createClient({ url: `${app.url}/graphql/stream`, retryAttempts: 0 });
  const results: Record<string, unknown>[] = [];
  for await (const result of client.iterate({ query })) results.push(JSON.parse(JSON.stringify(result)));
  client.dispose();
  return results;
}

const Results = z.object({
  scope: z.string(),
  average: z.object({ engagementRate: z.number() }),
  performers: z.array(
    z.object({
      influencerId: z.string(),
      bestPosts: z.array(z.object({ caption: z.string().nullable(), engagementRate: z.number() })),
    }),
  ),
});

/** An angle names a post of the campaign by its creator, with the rate that it has beside what is usual. */
function expectTrueReference(angle: string, evidence: Generated['generateBrief']['brief']['evidence']): void {
  const cited =
    /Nearest of yours: (?<creator>\S+), “(?<caption>[^”]+)” \((?<rate>[\d.]+)%, average (?<usual>[\d.]+)%\)\./u.exec(
      angle,
    )?.groups;
  const { scope, average, performers } = Results.parse(
    evidence.find(({ tool }) => tool === 'TOP_PERFORMERS')?.data,
  );
  const post = performers
    .find(({ influencerId }) => influencerId === cited?.creator)
    ?.bestPosts.find(({ caption }) => caption?.startsWith(cited?.caption?.replace('…', '') ?? '-'));
  expect(scope).toMatch(/^CAMPAIGN/u);
  expect(Number(cited?.rate)).toBeCloseTo(post?.engagementRate ?? Number.NaN, 2);
  expect(Number(cited?.usual)).toBeCloseTo(average.engagementRate, 2);
}

describe('briefs of the running product, without a model', () => {
  let database: Database;
  let app: RunningApp;
  beforeAll(async () => {
    database = await openMemoryDatabase();
    app = await startApp(database, {}, { withSample: true });
  });
  afterAll(async () => {
    await app.close();
    await database.close();
  });

  it("are written from the team's own results, kept, listed and rated", async () => {
    const { data, errors } = await app.query<Generated>(GENERATE);
    expect(errors).toBeUndefined();
    const { brief, cache } = data.generateBrief;
    expect(brief.writer.kind).toBe('OFFLINE');
    expect(cache.status).toBe('MISS');
    expect(brief.evidence.map(({ tool }) => tool).sort()).toEqual([
      'CREATIVE_DIRECTION',
      'TOP_PERFORMERS',
      'TREND_FETCHER',
    ]);
    expectTrueReference(brief.creativeAngle, brief.evidence);
    const again = await app.query<Generated>(GENERATE.replace('Northwind', ' NORTHWIND '));
    expect(again.data.generateBrief).toMatchObject({ brief: { id: brief.id }, cache: { status: 'HIT' } });

    const rated = await app.query(
      `mutation { rateBrief(input: { id: "${brief.id}", score: 5, note: "sent" }) { brief { rating { score note } } } }`,
    );
    expect(rated).toEqual({ data: { rateBrief: { brief: { rating: { score: 5, note: 'sent' } } } } });
    const listed = await app.query(
      `{ briefs(brand: "northwind", first: 1) { edges { node { id rating { score } } } } }`,
    );
    expect(listed).toEqual({
      data: { briefs: { edges: [{ node: { id: brief.id, rating: { score: 5 } } }] } },
    });
  });

  it('come in variants with a plan and two faces, and keep what people change beside what was written', async () => {
    const input = INPUT.replace('Runner 2', 'Runner 5').replace(
      '}',
      ', variants: 2, country: "GB", code: "MILE10" }',
    );
    const made = await app.query<{ generateBrief: { brief: Shown; briefs: Shown[] } }>(
      `mutation { generateBrief(input: ${input}) { brief { ${SHOWN} } briefs { ${SHOWN} } } }`,
    );
    expect(made.errors).toBeUndefined();
    const { brief, briefs } = made.data.generateBrief;
    expect(briefs.map(({ variant }) => variant)).toEqual([0, 1]);
    expect(briefs[0]).toEqual(brief);
    expect(briefs[1]?.caption).not.toBe(brief.caption);
    expect(brief).toMatchObject({ original: null, edit: null, deliverables: [{ format: 'REEL', count: 1 }] });
    expect(brief.creators.length).toBeGreaterThan(2);
    expect(brief.kpi?.target).toBeGreaterThan(brief.kpi?.typical ?? Number.POSITIVE_INFINITY);
    expect(brief.caption.startsWith('#ad ')).toBe(true);
    for (const { influencerId } of brief.creators) {
      expect(brief.forManager.text).toContain(influencerId);
      expect(brief.forCreator.text).not.toContain(influencerId);
    }

    const edit = async (changes: string) =>
      (
        await app.query<{ editBrief: { brief: Shown | null; errors: { code: string; message: string }[] } }>(
          `mutation { editBrief(input: { id: "${brief.id}", ${changes} }) { brief { ${SHOWN} } errors { code message path } } }`,
        )
      ).data.editBrief;
    const changed = await edit('caption: "#ad Mud first. MILE10", cta: "Run."');
    expect(changed.brief).toMatchObject({
      caption: '#ad Mud first. MILE10',
      original: { caption: brief.caption },
      edit: { fields: ['caption', 'cta'], editedAt: expect.any(String) },
    });
    expect(changed.brief?.forCreator.text).toContain('Mud first');
    const broken = await edit('caption: "No label", hashtags: ["#a"]');
    expect(broken.brief).toBeNull();
    expect(broken.errors[0]).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(broken.errors[0]?.message).toMatch(/1 different hashtags.*begin with the label #ad/);
    expect((await edit('shots: []')).errors[0]?.message).toMatch(/shots Too small/);
    expect((await edit('')).errors[0]?.message).toMatch(/at least one field/);
    expect((await edit('cta: null')).brief?.edit?.fields).toEqual(['caption']);
    expect((await edit('caption: null')).brief).toEqual(brief);
    const { data } = await app.query<{ auditLog: { edges: { node: { action: string } }[] } }>(
      '{ auditLog(first: 5) { edges { node { action resourceId } } } }',
    );
    expect(data.auditLog.edges).toContainEqual({ node: { action: 'BRIEF_EDITED', resourceId: brief.id } });
  });

  it('show a shortlist as it was kept before: with posts in place of postCount', async () => {
    const shown = 'creators { influencerId postCount views } forManager { text }';
    const input = INPUT.replace('Runner 2', 'Runner 7');
    const made = await app.query<{ generateBrief: { brief: Pick<Shown, 'id' | 'creators'> } }>(
      `mutation { generateBrief(input: ${input}) { brief { id ${shown} } } }`,
    );
    const { id, ...brief } = made.data.generateBrief.brief;
    expect(brief.creators.length).toBeGreaterThan(2);
    await database.query(
      statement(
        'test_keep_old_shortlist',
        `update brief set plan = jsonb_set(plan, '{creators}', (
           select jsonb_agg(creator - 'postCount' || jsonb_build_object('posts', creator -> 'postCount'))
             from jsonb_array_elements(plan -> 'creators') as creator
         )) where organization_id = 'default' and id = $1::uuid`,
      ),
      [id],
    );
    expect(await app.query(`{ brief(id: "${id}") { ${shown} } }`)).toEqual({ data: { brief } });
  });

  it('are for an influencer whom the team knows, and name near ids of one whom it does not', async () => {
    const ask = (creator: string) =>
      app.query<{ generateBrief: { brief: Shown | null; errors: { code: string; message: string }[] } }>(
        `mutation { generateBrief(input: ${INPUT.replace('Runner 2', 'Runner 6').replace('}', `, creator: "${creator}" }`)}) { brief { ${SHOWN} } errors { code message } } }`,
      );
    const unknown = (await ask('notebook_and_midnigt')).data.generateBrief;
    expect(unknown.errors[0]).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringMatching(/Did you mean "notebook_and_midnight"/),
    });
    const { brief } = (await ask('notebook_and_midnight')).data.generateBrief;
    expect(brief?.creators).toEqual([]);
    expect(brief?.forCreator.text).toContain('Your own posts to build on');
  });

  it.each([
    ['BAD_USER_INPUT', ['input', 'brand'], INPUT.replace('"Northwind"', '""')],
    ['BAD_USER_INPUT', ['input', 'locale'], INPUT.replace('goal:', 'locale: "de", goal:')],
    ['NOT_FOUND', null, INPUT.replace('summer-glow-2026', 'summer-glow')],
  ])('are refused with %s at %j', async (code, path, input) => {
    const mutation = await app.query<{ generateBrief: { errors: { code: string; message: string }[] } }>(
      `mutation { generateBrief(input: ${input}) { brief { id } errors { code message path } } }`,
    );
    expect(mutation.errors).toBeUndefined();
    const [error] = mutation.data.generateBrief.errors;
    expect(error).toMatchObject({ code, path });
    const events = await follow(app, `subscription { briefProgress(input: ${input}) { __typename } }`);
    expect(events).toMatchObject([{ errors: [{ message: error?.message, extensions: { code } }] }]);
  });

  it('are followed as server-sent events: tools, the caption as it grows, the brief', async () => {
    const results = await follow(app, PROGRESS);
    const events = results.map(({ data }) => Object(data).briefProgress);
    const types = events.map(({ __typename }) => __typename);
    expect(types.filter((type) => type === 'BriefToolStarted')).toHaveLength(3);
    expect(types.filter((type) => type === 'BriefToolFinished')).toHaveLength(3);
    const texts = events.filter(({ __typename }) => __typename === 'BriefText').map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(1);
    expect(events.at(-1)).toMatchObject({
      __typename: 'BriefFinished',
      brief: { caption: texts.at(-1) },
      cache: { status: 'MISS' },
    });
    const [kept] = await follow(app, PROGRESS);
    expect(kept).toMatchObject({
      data: { briefProgress: { __typename: 'BriefFinished', cache: { status: 'HIT' } } },
    });
  });

  it('are streamed under the budgets and counts of every operation', async () => {
    const stream = (query: string) =>
      fetch(`${app.url}/graphql/stream`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query }),
      });
    const unknown = INPUT.replace('summer-glow-2026', 'summer-glow');
    const followed = await stream(`subscription { briefProgress(input: ${unknown}) { __typename } }`);
    await followed.text();
    expect(followed.headers.get('x-request-id')).toMatch(/^[\w-]{8,}$/);
    expect(followed.headers.get('ratelimit')).toMatch(/^"client";r=\d+;t=\d+/);
    await (await stream('subscription { briefProgres { __typename } }')).text();
    // They are counted when the connection has ended.
    await vi.waitFor(async () => {
      const metrics = await (await fetch(`${app.url}/metrics`)).text();
      for (const counted of [
        /^marquee_operations_total\{type="subscription",operation="briefProgress",outcome="NOT_FOUND"\} [1-9]$/m,
        /^marquee_operations_total\{type="unknown",operation="unknown",outcome="GRAPHQL_VALIDATION_FAILED"\} 1$/m,
      ])
        expect(metrics).toMatch(counted);
    });
  });

  it('are streamed to who accepts events, and what is wrong with them comes as an event', async () => {
    for (const [code, query] of [
      ['GRAPHQL_VALIDATION_FAILED', 'subscription { briefProgres { __typename } }'],
      ['GRAPHQL_PARSE_FAILED', 'subscription {'],
    ] as const) {
      expect(await follow(app, query)).toMatchObject([{ errors: [{ extensions: { code } }] }]);
    }
    const post = (headers: Record<string, string>) =>
      fetch(`${app.url}/graphql/stream`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query: PROGRESS }),
      });
    expect((await post({ 'content-type': 'application/json' })).status).toBe(406);
    expect((await post({ 'content-type': 'text/plain', accept: 'text/event-stream' })).status).toBe(415);
  });
});

describe('briefs of the running product, with a model', () => {
  it('come over HTTP from an OpenAI-compatible server', async () => {
    const server = await startModelServer();
    server.answer(ableModel);
    const database = await openMemoryDatabase();
    await seedAccess(database).organization('default');
    await seedAccess(database).campaign('default', null, 'summer-glow-2026');
    const app = await startApp(database, {
      OPENAI_API_KEY: 'sk-not-a-key',
      OPENAI_BASE_URL: `${server.mock.url}/v1`,
      BRIEF_MODEL: 'main-model',
    });
    const { data, errors } = await app.query<Generated>(GENERATE);
    expect(errors).toBeUndefined();
    expect(data.generateBrief.brief.writer).toEqual({ kind: 'MODEL', model: 'main-model' });
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toMatch(/^marquee_model_calls_total\{outcome="ok"\} 2$/m);
    await app.close();
    await database.close();
    await server.mock.stop();
  });

  it('are no longer asked of the model once the client is gone', async () => {
    const calls: ServerResponse[] = [];
    const hanging = createServer((_request, response) => calls.push(response)).listen(0, '127.0.0.1');
    await once(hanging, 'listening');
    const address = hanging.address();
    const database = await openMemoryDatabase();
    await seedAccess(database).organization('default');
    await seedAccess(database).campaign('default', null, 'summer-glow-2026');
    const app = await startApp(database, {
      OPENAI_API_KEY: 'sk-not-a-key',
      OPENAI_BASE_URL: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1`,
    });
    const client = new AbortController();
    const asked = fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: GENERATE }),
      signal: client.signal,
    }).catch(() => 'gone');
    await once(hanging, 'request');
    const [call] = calls;
    if (call === undefined) throw new Error('the model was not called');
    const closed = once(call, 'close');
    client.abort();
    await closed;
    expect(await asked).toBe('gone');
    await app.close();
    await database.close();
    hanging.closeAllConnections();
    hanging.close();
  });
});
