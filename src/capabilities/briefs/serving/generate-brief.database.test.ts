import { describe, expect, it, vi } from 'vitest';
import { seedAccess } from '../../../../test/access/people.ts';
import { describeOnBothDatabases, silentLogger } from '../../../../test/databases.ts';
import { CallerError } from '../../../errors.ts';
import { NO_WATCH } from '../../../platform/agents/index.ts';
import { angleOf } from '../plan/read-evidence.ts';
import { teamResultsOf, WHOLE_TEAM } from '../tools/team-results.fixture.ts';
import { parseBriefRequest } from './brief-request.ts';
import { KEPT_MS, REQUEST, startBriefs } from './start-briefs.fixture.ts';
import { toldIn } from './variant.ts';
import { type BriefWriter, createWriters } from './writers.ts';

const down: BriefWriter['write'] = () =>
  Promise.reject(new CallerError('UPSTREAM_UNAVAILABLE', 'No model answered.'));

describeOnBothDatabases('a brief that is asked for', (database) => {
  it('is written once, and served again whatever the case and space of the request', async () => {
    const { ask, state } = startBriefs(database());
    const first = await ask();
    state.clock += 5_000;
    const again = await ask({ brand: '  NORTHWIND ', product: 'trail  runner 2' });
    expect(first.cache).toEqual({ status: 'MISS', ageSeconds: 0 });
    expect(again.cache.status).toBe('HIT');
    expect(again.brief).toEqual(first.brief);
    expect(state.runs).toBe(1);
  });

  it.each([
    ['another product', { product: 'Trail Runner 3' }],
    ['another tone', { tone: 'playful' }],
    ['another wish', { mustMention: ['free returns'] }],
    ['a link', { link: 'https://a.example' }],
    ['a code', { code: 'SAVE20' }],
    ['a fact', { facts: [{ claim: 'warm' }] }],
    ['dates', { dates: { from: '2026-05-01', to: '2026-05-02' } }],
    ['a deliverable', { deliverables: [{ format: 'STORY' as const, count: 1 }] }],
    ['a category', { category: 'pets' as const }],
    ['a country', { country: 'GB' }],
    ['another platform', { platform: 'TIKTOK' as const }],
  ])('is written anew for %s', async (_change, input) => {
    const { ask, state } = startBriefs(database());
    await ask();
    expect((await ask(input)).cache.status).toBe('MISS');
    expect(state.runs).toBe(2);
  });

  it('is another one for whoever sees other campaigns, and after an import into those: its shortlist is of the whole platform', async () => {
    const { ask, state } = startBriefs(database());
    await ask();
    const fewer = { visible: { ...WHOLE_TEAM.visible, everything: false, key: 'fewer' } };
    expect((await ask({}, {}, fewer)).cache.status).toBe('MISS');
    expect((await ask()).cache.status).toBe('HIT');
    state.platformRevision = 'import-2';
    expect((await ask()).cache.status).toBe('MISS');
    // Neither stands in for the other while no model answers.
    state.platformRevision = 'import-3';
    state.write = down;
    const others = { visible: { ...WHOLE_TEAM.visible, everything: false, key: 'others' } };
    await expect(ask({}, {}, others)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  it('is written anew after an import, and where that is asked for', async () => {
    const { ask, state } = startBriefs(database());
    const first = await ask();
    state.revision = 'import-2';
    const afterImport = await ask();
    const refreshed = await ask({}, { refresh: true });
    expect([afterImport, refreshed].map(({ cache }) => cache.status)).toEqual(['MISS', 'MISS']);
    expect(new Set([first, afterImport, refreshed].map(({ brief }) => brief.id)).size).toBe(3);
    expect((await ask()).brief.id).toBe(refreshed.brief.id);
    // Another seed: not the same text again, and neither the next time.
    const again = await ask({}, { refresh: true });
    expect([afterImport, refreshed, again].map(({ brief }) => brief.attempt)).toEqual([0, 1, 2]);
    const texts = [afterImport, refreshed, again].map(({ brief }) => brief.creativeAngle);
    expect(texts[1]).not.toBe(texts[0]);
    expect(texts[2]).not.toBe(texts[1]);
  });

  it('comes in variants, each with another angle and kept by its index', async () => {
    const { ask, state } = startBriefs(database());
    const { brief, briefs, cache } = await ask({}, { variants: 3 });
    expect(cache.status).toBe('MISS');
    expect(briefs.map(({ variant }) => variant)).toEqual([0, 1, 2]);
    expect(new Set(briefs.map((one) => angleOf(one))).size).toBe(3);
    expect(new Set(briefs.map(({ caption }) => caption)).size).toBe(3);
    expect((await ask()).brief).toEqual(brief);
    const five = await ask({}, { variants: 5 });
    expect(five.briefs.slice(0, 3)).toEqual(briefs);
    expect(state.runs).toBe(5);
  });

  it('tells, written offline, what no other brief of the team tells, and learns nothing from other teams', async () => {
    const { offline } = startBriefs(database());
    const told: (readonly string[])[] = [];
    const watched: BriefWriter = {
      ...offline,
      write: (team, request, emit, signal, variant) => {
        told.push(variant?.told ?? []);
        return offline.write(team, request, emit, signal, variant);
      },
    };
    const { ask, organizationId } = startBriefs(database(), {
      writers: { model: undefined, offline: watched },
    });
    const { brief } = await ask();
    const { brief: other } = await ask({ product: 'Trail Runner 3' });
    expect(told).toEqual([[], toldIn(brief)]);
    expect(other.hookIdeas.filter((hook) => brief.hookIdeas.includes(hook))).toEqual([]);

    const north = { departmentId: await seedAccess(database()).department(organizationId) };
    const south = { departmentId: await seedAccess(database()).department(organizationId) };
    const { brief: ofNorth } = await ask({}, {}, north);
    await ask({}, {}, south);
    await ask({ product: 'Trail Runner 3' }, {}, north);
    expect(told.slice(2)).toEqual([[], [], toldIn(ofNorth)]);
  });

  it('is for a creator whom the team knows', async () => {
    const requireCreator = vi.fn(() =>
      Promise.reject(new CallerError('NOT_FOUND', 'There is no influencer.')),
    );
    const { ask, state } = startBriefs(database(), { requireCreator });
    await expect(ask({ creator: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(state.runs).toBe(0);
    await ask();
    expect(requireCreator).toHaveBeenCalledOnce();
  });

  it('is written once for 1,000 who ask at once', async () => {
    const { ask, state } = startBriefs(database());
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => ask()));
    expect(new Set(answers.map(({ brief }) => brief.id)).size).toBe(1);
    expect(state.runs).toBe(1);
  });

  it('is found in the database where the cache has lost it', async () => {
    const { ask, restart, state } = startBriefs(database());
    const first = await ask();
    restart();
    expect(await ask()).toMatchObject({ cache: { status: 'HIT' }, brief: { id: first.brief.id } });
    restart();
    state.clock += KEPT_MS + 1;
    expect((await ask()).cache.status).toBe('MISS');
  });

  it('is served as stale while no model answers, also with older numbers', async () => {
    const { ask, state } = startBriefs(database());
    const first = await ask();
    state.write = down;
    state.revision = 'import-2';
    state.clock += 60_000;
    expect(await ask()).toMatchObject({
      brief: { id: first.brief.id },
      cache: { status: 'STALE', ageSeconds: 60 },
    });
    expect((await ask({}, { refresh: true })).cache.status).toBe('STALE');
    state.write = undefined;
    expect((await ask()).cache.status).toBe('MISS');
  });

  it('is an error while no model answers and none was written before, or a brief by the offline writer', async () => {
    const { ask, state } = startBriefs(database());
    state.write = down;
    await expect(ask()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });

    const generous = startBriefs(database(), { fallsBackOffline: true });
    generous.state.write = down;
    expect(await generous.ask()).toMatchObject({
      brief: { writer: { kind: 'OFFLINE' } },
      cache: { status: 'MISS' },
    });
    await expect(generous.ask({ locale: 'de' })).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    generous.state.write = undefined;
    expect((await generous.ask()).cache.status).toBe('MISS');
  });

  it('is refused in another language than English where there is no model', async () => {
    const { offline } = createWriters({
      settings: {
        apiKey: undefined,
        baseUrl: '',
        model: 'none',
        fallbackModels: [],
        timeoutMs: 1,
        maxModelCalls: 1,
        maxTokens: 1,
        cacheSeconds: 1,
        fallsBackOffline: false,
        retentionDays: undefined,
      },
      teamResults: teamResultsOf(),
      logger: silentLogger,
      watchFor: () => NO_WATCH,
    });
    const { ask } = startBriefs(database(), { writers: { model: undefined, offline } });
    await expect(ask({ locale: 'de-AT' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: /locale is de-AT/,
    });
  });

  it('is no longer written once nobody waits for it', async () => {
    const { ask, state } = startBriefs(database());
    const writing = new Promise<AbortSignal>((begin) => {
      state.write = (_organization, _request, _emit, signal) => {
        begin(signal);
        return new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        );
      };
    });
    const client = new AbortController();
    const asked = ask({}, { signal: client.signal }).catch((error: unknown) => error);
    const signal = await writing;
    client.abort(new Error('the client went away'));
    expect(await asked).toMatchObject({ message: 'the client went away' });
    expect(signal.aborted).toBe(true);
  });

  it('is refused before a model is asked where nothing is written for it', async () => {
    const { ask, state } = startBriefs(database());
    await expect(ask({ product: 'vapes for kids' })).rejects.toMatchObject({
      code: 'BRIEF_REFUSED',
      details: { rule: 'MINORS', field: 'product' },
    });
    expect(state.runs).toBe(0);
  });

  it('names near campaigns where there is no such one', async () => {
    const { ask } = startBriefs(database());
    await expect(ask({ campaignId: 'nowhere' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: /spring-26/,
    });
  });
});

describe('a brief without a model', () => {
  it('is asked for in English', () => {
    expect(parseBriefRequest(REQUEST).locale).toBe('en');
    expect(parseBriefRequest({ ...REQUEST, locale: 'EN-gb' }).locale).toBe('en-GB');
  });
});
