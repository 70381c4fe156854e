import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { AUTH_SECRET, seedAccess } from '../../../../test/access/people.ts';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';
import { statement } from '../../../platform/storage/database.ts';

const HOUR = 3_600_000;
const METRICS = 'views likes comments shares saves clicks couponUses conversions interactions engagementRate';

const UNCOUNTED = statement(
  'test_uncounted',
  `select ((select sum(head.position - consumer.position) from event_log_head as head join event_consumer as consumer using (partition))
           + (select count(*) from failed_event where state = 'RETRYING'))::int as count`,
);

interface Receipt {
  readonly id: string | null;
  readonly status: string;
  readonly error: { readonly code: string; readonly message: string } | null;
}

describeOnBothDatabases('live metrics over HTTP', (database) => {
  let app: RunningApp;
  let tokens: Readonly<
    Record<'member' | 'northerner' | 'viewer' | 'stranger' | 'onlyReads' | 'onlyEvents', string>
  >;
  let sent = 0;

  beforeAll(async () => {
    const seed = seedAccess(database());
    for (const id of ['home', 'foreign']) await seed.organization(id);
    await seed.department('home', null, 'north');
    await seed.campaign('home', null, 'spring', 'ana');
    await seed.campaign('home', 'north', 'northern', 'bo');
    await seed.campaign('foreign', null, 'abroad', 'cem');
    const member = await seed.member('home', 'MANAGER');
    const northerner = await seed.member('home', 'CONTRIBUTOR', 'north');
    const viewer = await seed.member('home', 'VIEWER');
    const stranger = await seed.member('foreign', 'ADMIN');
    tokens = {
      member: (await seed.signedIn('home', member)).token,
      northerner: (await seed.signedIn('home', northerner)).token,
      viewer: (await seed.signedIn('home', viewer)).token,
      stranger: (await seed.signedIn('foreign', stranger)).token,
      onlyReads: (await seed.apiToken('home', member, ['READ'])).token,
      onlyEvents: (await seed.apiToken('home', member, ['EVENTS'])).token,
    };
    app = await startApp(database(), { AUTH_SECRET, EVENTS_PER_MINUTE: '1500' });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    await counted();
    await database().execute(
      'truncate event_minute, event_hour, event_day, event_campaign_minute, event_total, failed_event',
    );
  });

  const event = (given: Readonly<Record<string, unknown>> = {}) => {
    sent += 1;
    return { id: `e-${sent}`, campaignId: 'spring', influencerId: 'ana', kind: 'VIEW', ...given };
  };

  async function send(
    path: string,
    body: string | Buffer<ArrayBuffer> | Readonly<Record<string, unknown>> | readonly unknown[],
    headers: Readonly<Record<string, string>> = {},
    who: keyof typeof tokens | null = 'member',
  ) {
    const response = await fetch(`${app.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(who !== null && { authorization: `Bearer ${tokens[who]}` }),
        ...headers,
      },
      body: typeof body === 'string' || body instanceof Buffer ? body : JSON.stringify(body),
    });
    const answer: { receipts?: Receipt[]; code?: string; message?: string } & Record<string, unknown> =
      await response.json();
    return { ...answer, state: answer.status, status: response.status, headers: response.headers };
  }

  const refusals = (receipts: readonly Receipt[] = []) =>
    receipts.map(({ id, status, error }) => [id, status, error?.code ?? null]);

  const query = async (text: string, who: keyof typeof tokens = 'member', variables = {}) =>
    app.query<Record<string, Record<string, unknown>>>(text, variables, tokens[who]);

  const metrics = async (window = 'HOUR', campaignId = 'spring', origin = 'TRUSTED') => {
    const { data, errors } = await query(
      `{ campaignMetrics(campaignId: "${campaignId}", window: ${window}, origin: ${origin}) { ${METRICS} } }`,
    );
    return errors?.[0]?.extensions.code ?? data.campaignMetrics;
  };

  /** Everything that was accepted is counted, or was put aside. */
  const counted = async () => {
    for (;;) {
      const [left] = await database().query<{ count: number }>(UNCOUNTED);
      if (left?.count === 0) return;
    }
  };

  it('takes events by each way, counts each id once, and shows them in each window', async () => {
    const single = event({ kind: 'like' });
    expect(await send('/events', single)).toMatchObject({
      status: 202,
      receipts: [{ id: single.id, status: 'ACCEPTED', error: null }],
    });
    const views = event({ count: 100, at: new Date(Date.now() - 2 * HOUR).toISOString() });
    expect(refusals((await send('/events', [views, single, event({ kind: 'SHARE' })])).receipts)).toEqual([
      [views.id, 'ACCEPTED', null],
      [single.id, 'ACCEPTED', null],
      [expect.any(String), 'ACCEPTED', null],
    ]);
    const lines = [event({ kind: 'CLICK' }), event({ kind: 'COUPON', count: 2 })].map((one) =>
      JSON.stringify(one),
    );
    const { receipts } = await send('/events', gzipSync(`${lines[0]}\n{"id": \n\n${lines[1]}`), {
      'content-type': 'application/x-ndjson',
      'content-encoding': 'gzip',
    });
    expect(refusals(receipts).map(([, status, code]) => [status, code])).toEqual([
      ['ACCEPTED', null],
      ['REFUSED', 'INVALID_EVENT'],
      ['ACCEPTED', null],
    ]);
    expect(receipts?.[1]?.error?.message).toMatch(/^Line 2 is no JSON/);
    const snake = {
      event_id: `s-${sent}`,
      campaign_id: 'spring',
      influencer_id: 'ana',
      post_id: 'p1',
      kind: 'conversion',
    };
    expect(await send('/register_event', snake)).toMatchObject({
      status: 202,
      state: 'ACCEPTED',
      event_id: snake.event_id,
    });
    const { data } = await query(
      `mutation ($events: [EventInput!]!) { registerEvents(input: { events: $events }) { receipts { id status error { code } } errors { code } } }`,
      'member',
      {
        events: [
          event({ kind: 'COMMENT', attributes: [{ name: 'source', value: 'story' }] }),
          event({ count: -1 }),
        ],
      },
    );
    expect(data.registerEvents?.errors).toEqual([]);
    expect(refusals(data.registerEvents?.receipts as Receipt[]).map(([, , code]) => code)).toEqual([
      null,
      'INVALID_EVENT',
    ]);
    await counted();
    const hour = {
      views: 0,
      likes: 1,
      comments: 1,
      shares: 1,
      saves: 0,
      clicks: 1,
      couponUses: 2,
      conversions: 1,
      interactions: 3,
      engagementRate: null,
    };
    expect(await metrics('HOUR')).toEqual(hour);
    expect(await metrics('DAY')).toEqual({ ...hour, views: 100, engagementRate: 3 });
    expect(await metrics('TOTAL')).toEqual({ ...hour, views: 100, engagementRate: 3 });
    expect(await metrics('TOTAL', 'spring', 'PUBLIC')).toMatchObject({ views: 0, interactions: 0 });
    const rest = await fetch(`${app.url}/campaigns/spring/metrics?window=day`, {
      headers: { authorization: `Bearer ${tokens.viewer}` },
    });
    expect(await rest.json()).toMatchObject({ campaignId: 'spring', window: 'DAY', views: 100, likes: 1 });
    const others = await query(`{
      influencerMetrics(campaignId: "spring", influencerId: "ana", window: DAY) { views shares }
      liveTopPerformers(campaignId: "spring", window: DAY) { rank influencerId influencer { id } interactions confidentEngagementRate }
      metricsTimeline(campaignId: "spring", bucket: DAY) { from likes }
      campaignPerformance(campaignId: "spring", influencerId: "ana") { views live { views likes } }
      topPerformers(campaignId: "spring") { influencerId live { views } }
    }`);
    expect(others.errors).toBeUndefined();
    expect(others.data).toMatchObject({
      influencerMetrics: { views: 100, shares: 1 },
      liveTopPerformers: [{ rank: 1, influencerId: 'ana', influencer: { id: 'ana' }, interactions: 3 }],
      campaignPerformance: { live: { views: 100, likes: 1 } },
      topPerformers: [{ influencerId: 'ana', live: { views: 100 } }],
    });
  });

  it('refuses what is wrong with one event alone, and says another team as little as of no campaign', async () => {
    const { status, receipts } = await send('/events', [
      event(),
      { id: 'no-kind', campaignId: 'spring', influencerId: 'ana' },
      event({ id: 'twice', campaign_id: 'spring' }),
      event({ id: 'lost', campaignId: 'nowhere' }),
      event({ id: 'foreign', campaignId: 'abroad' }),
      event({ id: 'ahead', at: new Date(Date.now() + 6 * 60_000).toISOString() }),
      event({ id: 'old', at: '0000-01-01T00:00:00Z' }),
      event({ id: 'personal', attributes: { userEmail: 'a@example.com' } }),
      7,
    ]);
    expect(status).toBe(202);
    expect(refusals(receipts)).toEqual([
      [expect.any(String), 'ACCEPTED', null],
      ['no-kind', 'REFUSED', 'INVALID_EVENT'],
      ['twice', 'REFUSED', 'INVALID_EVENT'],
      ['lost', 'REFUSED', 'UNKNOWN_CAMPAIGN'],
      ['foreign', 'REFUSED', 'UNKNOWN_CAMPAIGN'],
      ['ahead', 'REFUSED', 'CLOCK_AHEAD'],
      ['old', 'REFUSED', 'INVALID_EVENT'],
      ['personal', 'REFUSED', 'PERSONAL_ATTRIBUTE'],
      [null, 'REFUSED', 'INVALID_EVENT'],
    ]);
    const message = (id: string) => receipts?.find((one) => one.id === id)?.error?.message;
    expect(message('foreign')?.replace('abroad', 'nowhere')).toBe(message('lost'));
    expect(await send('/register_event', event({ campaignId: 'abroad' }))).toMatchObject({
      status: 404,
      code: 'UNKNOWN_CAMPAIGN',
      requestId: expect.any(String),
    });
    expect(await send('/register_event', event({ count: 0 }))).toMatchObject({
      status: 400,
      code: 'INVALID_EVENT',
    });
  });

  it('takes events of those alone who may send them, to campaigns that are theirs', async () => {
    const codes = async (who: keyof typeof tokens | null, campaignId = 'spring') => {
      const { status, receipts } = await send('/events', event({ campaignId }), {}, who);
      return receipts?.[0]?.error?.code ?? status;
    };
    expect(await codes(null)).toBe(401);
    expect(await codes('viewer')).toBe(403);
    expect(await codes('onlyReads')).toBe(403);
    expect(await codes('onlyEvents')).toBe(202);
    expect(await codes('stranger')).toBe('UNKNOWN_CAMPAIGN');
    expect(await codes('northerner')).toBe('UNKNOWN_CAMPAIGN');
    expect(await codes('northerner', 'northern')).toBe(202);
    expect(
      (await query('{ campaignMetrics(campaignId: "spring", window: HOUR) { views } }', 'stranger')).errors,
    ).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect(
      (await query('{ campaignMetrics(campaignId: "sprong", window: HOUR) { views } }')).errors,
    ).toMatchObject([{ extensions: { code: 'NOT_FOUND', nearIds: ['spring'] } }]);
  });

  it('makes a campaign only where that is asked for', async () => {
    const made = event({ campaignId: 'new one' });
    expect((await send('/events', made)).receipts?.[0]?.error?.code).toBe('UNKNOWN_CAMPAIGN');
    expect(
      (await send('/events?createCampaigns=true', made, {}, 'northerner')).receipts?.[0]?.error?.code,
    ).toBe('UNKNOWN_CAMPAIGN');
    expect((await send('/events?create_campaigns=true', made)).receipts?.[0]?.status).toBe('ACCEPTED');
    await counted();
    expect(await metrics('HOUR', 'new one')).toMatchObject({ views: 1 });
    expect((await query('{ campaign(id: "new one") { id postCount views } }')).data.campaign).toEqual({
      id: 'new one',
      postCount: 0,
      views: 0,
    });
  });

  it.each([
    ['what is no JSON', '{', {}, 400, 'BAD_USER_INPUT'],
    ['another content type', 'a,b', { 'content-type': 'text/csv' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['another packing', '{}', { 'content-encoding': 'br' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['what is not packed', '{}', { 'content-encoding': 'gzip' }, 400, 'BAD_USER_INPUT'],
    [
      'what is 1,000 times as large unpacked',
      gzipSync(Buffer.alloc(40 * 1024 * 1024, ' ')),
      { 'content-encoding': 'gzip' },
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'a line without an end',
      'x'.repeat(100_000),
      { 'content-type': 'application/x-ndjson' },
      413,
      'BODY_TOO_LARGE',
    ],
    ['too many at once', JSON.stringify(Array(10_001).fill({})), {}, 400, 'BAD_USER_INPUT'],
  ])('refuses %s', async (_what, body, headers, status, code) => {
    expect(await send('/events', body, headers)).toMatchObject({
      status,
      code,
      message: expect.any(String),
      requestId: expect.any(String),
    });
  });

  it('says when to come again where the budget is spent, and what was taken before', async () => {
    const seed = seedAccess(database());
    await seed.organization('spender');
    await seed.campaign('spender', null, 'spring', 'ana');
    const { token } = await seed.signedIn('spender', await seed.member('spender', 'MANAGER'));
    const lines = Array.from({ length: 2_500 }, () => JSON.stringify(event())).join('\n');
    const { status, headers, receipts, code } = await send('/events', lines, {
      'content-type': 'application/x-ndjson',
      authorization: `Bearer ${token}`,
    });
    expect({ status, code }).toEqual({ status: 429, code: 'RATE_LIMITED' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(receipts?.filter((receipt) => receipt.status === 'ACCEPTED')).toHaveLength(1_000);
    expect(receipts?.filter(({ error }) => error?.code === 'RATE_LIMITED')).toHaveLength(1_000);
  });

  it('counts what pages send apart from everything else, within what their key is for', async () => {
    const { data } = await query(
      `mutation { createWriteKey(input: { campaignId: "spring", origins: ["https://shop.example.com"] }) { writeKey { id key origins expiresAt } errors { code } } }`,
    );
    const key = (data.createWriteKey?.writeKey as { key: string; id: string }) ?? {};
    const page = { origin: 'https://shop.example.com', 'content-type': 'text/plain;charset=UTF-8' };
    const post = (
      body: Parameters<typeof send>[1],
      headers: Readonly<Record<string, string>> = page,
      k = key.key,
    ) => send(`/public/events?k=${encodeURIComponent(k)}`, body, headers, null);
    const mine = { id: 'once', influencerId: 'ana', kind: 'click' };
    const answer = await post([
      mine,
      mine,
      { ...mine, id: 'other', campaignId: 'northern' },
      { ...mine, id: 'many', count: 1_001 },
      { ...mine, id: 'less', count: -1, correction: true },
    ]);
    expect(refusals(answer.receipts)).toEqual([
      ['once', 'ACCEPTED', null],
      ['once', 'ACCEPTED', null],
      ['other', 'REFUSED', 'UNKNOWN_CAMPAIGN'],
      ['many', 'REFUSED', 'INVALID_EVENT'],
      ['less', 'REFUSED', 'INVALID_EVENT'],
    ]);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example.com');
    // Somebody with a token has an event of the same id, and loses nothing.
    expect((await send('/events', event({ id: 'once', kind: 'CLICK' }))).status).toBe(202);
    expect(await post(mine, { ...page, origin: 'https://evil.example.com' })).toMatchObject({ status: 403 });
    expect(await post(mine, { 'content-type': 'application/json' })).toMatchObject({ status: 403 });
    expect(await post(mine, page, 'mqw_none')).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    const preflight = await fetch(`${app.url}/public/events?k=${key.key}`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example.com', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('POST');
    const pixel = await fetch(`${app.url}/p.gif?k=${key.key}&e=view&i=ana&p=p1`, {
      headers: { referer: 'https://shop.example.com/' },
    });
    expect(pixel.headers.get('content-type')).toBe('image/gif');
    expect(pixel.headers.get('cache-control')).toBe('no-store');
    expect(pixel.headers.get('set-cookie')).toBeNull();
    expect((await pixel.arrayBuffer()).byteLength).toBe(43);
    for (const path of [`/p.gif?k=${key.key}&i=ana`, '/p.gif', '/p.gif?k=mqw_none&i=ana']) {
      const refused = await fetch(`${app.url}${path}`);
      expect([refused.status, (await refused.arrayBuffer()).byteLength]).toEqual([200, 43]);
    }
    await counted();
    expect(await metrics('HOUR', 'spring', 'PUBLIC')).toMatchObject({ clicks: 1, views: 1 });
    expect(await metrics('HOUR')).toMatchObject({ clicks: 1, views: 0 });
    const [kept] = await database().query<{ text: string }>({
      name: '',
      text: `select string_agg(event_log::text, '') as text from event_log where is_public`,
    });
    expect(kept?.text).not.toContain('127.0.0.1');
    const rotated = await query(
      `mutation { rotateWriteKey(input: { id: "${key.id}", overlapMinutes: 60 }) { writeKey { key expiresAt } errors { code } } }`,
    );
    expect(rotated.data.rotateWriteKey).toMatchObject({ writeKey: { expiresAt: null }, errors: [] });
    const listed = await query('{ writeKeys(campaignId: "spring") { id expiresAt } }');
    expect(listed.data.writeKeys).toMatchObject([{ expiresAt: null }, { expiresAt: expect.any(String) }]);
    const gone = `mutation { deleteWriteKey(input: { id: "${key.id}" }) { writeKeyId errors { code } } }`;
    expect((await query(gone)).data.deleteWriteKey).toEqual({ writeKeyId: key.id, errors: [] });
    expect((await query(gone)).data.deleteWriteKey).toMatchObject({ errors: [{ code: 'NOT_FOUND' }] });
    expect((await query('{ writeKeys(campaignId: "spring") { id } }', 'viewer')).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  it('says what became of an event, and counts a dead one once it is replayed', async () => {
    const stateOf = async (id: unknown, who: keyof typeof tokens = 'member') => {
      const { data, errors } = await query(
        'query ($id: ID!) { eventStatus(id: $id) { status attemptCount lastError { code } nextAttemptAt } }',
        who,
        { id },
      );
      return errors?.[0]?.extensions.code ?? data.eventStatus;
    };
    const done = event();
    const late = event({ at: new Date(Date.now() - 30 * HOUR).toISOString(), count: 5 });
    await send('/events', [done, late]);
    await counted();
    expect(
      (await query('{ eventLag { waitingCount oldestAcceptedAt retryingCount deadLetterCount } }')).data
        .eventLag,
    ).toEqual({
      waitingCount: 0,
      oldestAcceptedAt: null,
      retryingCount: 0,
      deadLetterCount: 1,
    });
    expect(await stateOf(done.id)).toEqual({
      status: 'DONE',
      attemptCount: 1,
      lastError: null,
      nextAttemptAt: null,
    });
    expect(await stateOf(late.id)).toMatchObject({ status: 'DEAD', lastError: { code: 'TOO_LATE' } });
    expect(await stateOf('nothing')).toBe('NOT_FOUND');
    expect(await stateOf(done.id, 'stranger')).toBe('NOT_FOUND');
    expect(await stateOf(late.id, 'northerner')).toBe('NOT_FOUND');
    const rest = await fetch(`${app.url}/get_status?id=${late.id}`, {
      headers: { authorization: `Bearer ${tokens.member}` },
    });
    expect(await rest.json()).toMatchObject({ event_id: late.id, status: 'DEAD', attempts: 1 });
    const letters = await query(
      '{ deadLetters { totalCount nodes { id count failure { code } campaign { id } influencer { id } } } }',
    );
    expect(letters.data.deadLetters).toEqual({
      totalCount: 1,
      nodes: [
        {
          id: late.id,
          count: 5,
          failure: { code: 'TOO_LATE' },
          campaign: { id: 'spring' },
          influencer: { id: 'ana' },
        },
      ],
    });
    const replay = (filter: string, who: keyof typeof tokens) =>
      query(
        `mutation { replayDeadLetters(input: { filter: ${filter} }) { replayedCount errors { code } } }`,
        who,
      );
    expect((await replay('{}', 'northerner')).data.replayDeadLetters).toEqual({
      replayedCount: 0,
      errors: [],
    });
    expect((await replay('{}', 'viewer')).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await replay('{ code: "TOO_LATE" }', 'member')).data.replayDeadLetters).toEqual({
      replayedCount: 1,
      errors: [],
    });
    await counted();
    expect(await metrics('TOTAL')).toMatchObject({ views: 6 });
    expect(await stateOf(late.id)).toMatchObject({ status: 'DONE' });
    const other = event({ at: new Date(Date.now() - 30 * HOUR).toISOString() });
    await send('/events', other);
    await counted();
    const discard = `mutation { discardDeadLetters(input: { filter: { ids: ["${other.id}"] } }) { discardedCount errors { code } } }`;
    expect((await query(discard)).data.discardDeadLetters).toEqual({ discardedCount: 1, errors: [] });
    await send('/events', other);
    await counted();
    expect(await metrics('TOTAL')).toMatchObject({ views: 6 });
  });

  it('tells whoever watches at once, then after an event, and nothing that they have already', async () => {
    const watching = new AbortController();
    const follow = async function* (lastId: string | null, who: keyof typeof tokens = 'viewer') {
      const response = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          authorization: `Bearer ${tokens[who]}`,
        },
        body: JSON.stringify({
          query:
            'subscription ($lastId: ID) { campaignMetricsChanged(campaignId: "spring", lastId: $lastId) { id hour { likes } total { likes } } }',
          variables: { lastId },
        }),
        signal: watching.signal,
      });
      let text = '';
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString();
        const lines = text.split('\n');
        text = lines.pop() ?? '';
        for (const line of lines)
          if (line.startsWith('data: {')) {
            const { data, errors } = JSON.parse(line.slice('data: '.length));
            yield data?.campaignMetricsChanged ?? errors[0].extensions.code;
          }
      }
    };
    const snapshots = follow(null);
    const first = (await snapshots.next()).value;
    expect(first).toMatchObject({ hour: { likes: 0 }, total: { likes: 0 } });
    // Had it been given what it has, this one would come first.
    const resumed = follow(first.id);
    const next = resumed.next();
    await send('/events', event({ kind: 'LIKE' }));
    expect((await snapshots.next()).value).toMatchObject({ hour: { likes: 1 }, total: { likes: 1 } });
    expect((await next).value).toMatchObject({ hour: { likes: 1 } });
    expect((await follow(null, 'stranger').next()).value).toBe('NOT_FOUND');
    watching.abort();
  });
});
