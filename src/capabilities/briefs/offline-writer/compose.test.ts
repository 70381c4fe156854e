import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../platform/agents/output.ts';
import { CATEGORY_IDS } from '../category/categories.ts';
import { briefOutput } from '../checks/check-brief.ts';
import { type BriefRequest, type Evidence, GOALS, PLATFORMS, PRODUCT_KINDS } from '../serving/brief.ts';
import { type BriefRequestInput, parseBriefRequest } from '../serving/brief-request.ts';
import { FIRST_VARIANT, toldIn } from '../serving/variant.ts';
import { loadAngles } from '../tools/curated.ts';
import { PERFORMERS, teamResultsOf, WHOLE_TEAM } from '../tools/team-results.fixture.ts';
import { BRIEF_TOOLS } from '../tools/tools.ts';
import { composeBrief } from './compose.ts';
import { loadIdeas, loadIdeasByKind } from './ideas.ts';

async function gather(request: BriefRequest, teamResults = teamResultsOf()): Promise<Evidence[]> {
  const evidence: Evidence[] = [];
  for (const tool of BRIEF_TOOLS) {
    const context = { team: WHOLE_TEAM, request, teamResults, seed: '', usedAngles: [] };
    evidence.push({ tool: tool.name, ...(await tool.run({}, context)) });
  }
  return evidence;
}

async function compose(input: BriefRequestInput, teamResults = teamResultsOf()) {
  const request = parseBriefRequest(input);
  const evidence = await gather(request, teamResults);
  const draft = composeBrief(request, evidence);
  return { draft, verdict: readAnswer(JSON.stringify(draft), briefOutput(request, ''), evidence) };
}

const word = fc.string({
  unit: fc.constantFrom(...'abcdefgABCDEFG0123 &.!-éßñ日👟\'"{}$#@()%'),
  minLength: 1,
  maxLength: 40,
});
const name = fc.oneof(
  fc.constantFrom(
    'Northwind',
    "Levi's",
    'Adidas',
    'Yahoo!',
    '3M',
    'a b',
    'ÉTÉ',
    '7-Eleven',
    '日清',
    '{brand}',
    '$&',
  ),
  word,
);
const product = fc.oneof(
  fc.constantFrom(
    'Trail Runner 2',
    'running shoes',
    'a night cream',
    'iPhone 15',
    'C# course',
    '#MeToo reader',
    'dog treats',
  ),
  word,
);
const phrase = fc.oneof(
  fc.constantFrom('free returns', 'SAVE20', '#OwnIt', 'https://example.com/a', '@northwind', '20% off.'),
  word,
);
const inputs = fc.record({
  brand: name,
  product,
  goal: fc.constantFrom(...GOALS),
  platform: fc.constantFrom(...PLATFORMS),
  campaignId: fc.constantFrom(null, 'spring-26'),
  audience: fc.option(word),
  tone: fc.option(fc.constantFrom('playful', 'calm', 'expert, dry', 'loud')),
  mustMention: fc.array(phrase, { maxLength: 3 }),
  mustAvoid: fc.array(fc.constantFrom('cheap', 'comments', 'link', 'drawer', 'friend', 'morning'), {
    maxLength: 2,
  }),
}) satisfies fc.Arbitrary<BriefRequestInput>;

describe('the offline brief', () => {
  it('passes every check for whatever may be asked for', async () => {
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        let composed: Awaited<ReturnType<typeof compose>>;
        try {
          composed = await compose(input);
        } catch (error) {
          // What parseBriefRequest refuses is never written.
          fc.pre(!(error instanceof Error && 'code' in error && error.code === 'BAD_USER_INPUT'));
          throw error;
        }
        expect(composed.verdict.isFit ? [] : composed.verdict.reasons).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('passes them on every platform, for every goal', async () => {
    for (const platform of PLATFORMS) {
      for (const goal of GOALS) {
        const { verdict } = await compose({ brand: 'Northwind', product: 'Trail Runner 2', goal, platform });
        expect(verdict.isFit ? [] : verdict.reasons, `${platform} ${goal}`).toEqual([]);
      }
    }
  });

  it('is the same for the same request and seed', async () => {
    const input = {
      brand: 'Northwind',
      product: 'running shoes',
      goal: 'AWARENESS',
      platform: 'INSTAGRAM',
    } as const;
    expect((await compose(input)).draft).toEqual((await compose(input)).draft);
  });

  it('tells another idea where an earlier variant has told the first', async () => {
    const request = parseBriefRequest({
      brand: 'Northwind',
      product: 'running shoes',
      goal: 'AWARENESS',
      platform: 'INSTAGRAM',
    });
    const evidence = await gather(request);
    const first = composeBrief(request, evidence);
    const second = composeBrief(request, evidence, {
      seed: '0.1',
      openings: [first.caption],
      told: [],
    });
    expect(second.creativeAngle.split(':')[0]).not.toBe(first.creativeAngle.split(':')[0]);
  });

  it('tells neither the idea nor the first seconds that other briefs of the team have', async () => {
    const requests = ['carry-on suitcase', 'travel suitcase', 'hardshell suitcase'].map((suitcase) =>
      parseBriefRequest({ brand: 'Norda', product: suitcase, goal: 'AWARENESS', platform: 'INSTAGRAM' }),
    );
    const told: string[] = [];
    const drafts = [];
    for (const request of requests) {
      const draft = composeBrief(request, await gather(request), { ...FIRST_VARIANT, told });
      told.push(...toldIn(draft));
      drafts.push(draft);
    }
    const ideas = drafts.map(({ creativeAngle }) => creativeAngle.split(': ')[0]);
    expect(new Set(ideas).size).toBe(drafts.length);
    const hooks = drafts.flatMap(({ hookIdeas }) => hookIdeas);
    expect(new Set(hooks).size).toBe(hooks.length);
  });

  it('begins with what the request says of facts, audience and days', async () => {
    const { draft } = await compose({
      brand: 'Lakeside',
      product: 'open-air festival',
      goal: 'TRAFFIC',
      platform: 'INSTAGRAM',
      country: 'GB',
      audience: 'families from the villages around',
      facts: [{ claim: 'free for children' }],
      dates: { from: '2027-06-05', to: '2027-06-07' },
    });
    expect(draft.hookIdeas.slice(1)).toEqual([
      '“Free for children.” The open-air festival.',
      '5–7 June. The open-air festival.',
      expect.stringMatching(/^Families from the villages around: \p{Ll}/u),
    ]);
  });

  it('names as nearest only a post that has something in common with the idea', async () => {
    const foreign = PERFORMERS.map((performer) => ({
      ...performer,
      bestPosts: performer.bestPosts.map((post) => ({ ...post, caption: 'Soup, again, and pears' })),
    }));
    const input = {
      brand: 'Northwind',
      product: 'winter boots',
      goal: 'AWARENESS',
      platform: 'INSTAGRAM',
    } as const;
    const { draft } = await compose(input, teamResultsOf(foreign));
    expect(draft.creativeAngle).not.toContain('Nearest');
    expect(draft.dos.join()).toContain(
      'Study how this begins, whatever it is about: “Soup, again, and pears”',
    );
  });

  it('cites a post of the team, with what is usual beside its rate', async () => {
    const { draft } = await compose({
      brand: 'Northwind',
      product: 'Trail Runner 2',
      goal: 'AWARENESS',
      platform: 'INSTAGRAM',
      campaignId: 'spring-26',
    });
    expect(draft.creativeAngle).toMatch(
      /Nearest of yours: creator_0412, “Would you run in this\?” \(10%, average 6\.9%\)\./u,
    );
    expect(draft.dos.join(' ')).toMatch(/by creator_0412 \(Instagram reel, 2026-03-02; .*%, average .*%\)/u);
    expect(draft.hashtags).toContain('#rainrun');
  });

  it('says nothing of numbers where there are none yet', async () => {
    const { draft, verdict } = await compose(
      { brand: 'Northwind', product: 'Trail Runner 2', goal: 'AWARENESS', platform: 'INSTAGRAM' },
      teamResultsOf([], []),
    );
    expect(verdict.isFit ? [] : verdict.reasons).toEqual([]);
    expect([draft.objective, draft.creativeAngle, ...draft.dos].join(' ')).not.toMatch(
      /\d%|average|measured|import/u,
    );
  });

  it.each<[Partial<BriefRequestInput>, RegExp]>([
    [{ goal: 'AWARENESS' }, /judge it by reach and views, and beside them saves and sends, and by an eng/u],
    [{ goal: 'ENGAGEMENT' }, /judge it by saves and sends, and by an engagement rate above the 6.9%/u],
    [{ goal: 'COMMUNITY' }, /judge it by comments and the posts of those who join in, and by an eng/u],
    [{ goal: 'TRAFFIC' }, /judge it by clicks on the link\.$/u],
    [{ goal: 'TRAFFIC', platform: 'PINTEREST' }, /judge it by outbound clicks\.$/u],
    [{ goal: 'CONVERSIONS' }, /judge it by orders\.$/u],
    [{ goal: 'CONVERSIONS', code: 'MILE10' }, /judge it by uses of the code MILE10\.$/u],
    [{ goal: 'CONVERSIONS', product: 'museum tickets' }, /judge it by (?:tickets booked|bookings)\.$/u],
    [{ goal: 'APP_INSTALLS', product: 'running app' }, /judge it by installs\.$/u],
  ])('is judged by what its goal is after: %j', async (input, measure) => {
    const { draft, verdict } = await compose({
      brand: 'Northwind',
      product: 'Trail Runner 2',
      goal: 'AWARENESS',
      platform: 'INSTAGRAM',
      ...input,
    });
    expect(verdict.isFit ? [] : verdict.reasons).toEqual([]);
    expect(draft.objective).toMatch(measure);
  });

  it('puts facts, code, link and what must be mentioned where a reader expects them', async () => {
    const { draft } = await compose({
      brand: 'Northwind',
      product: 'salmon dog food',
      goal: 'CONVERSIONS',
      platform: 'INSTAGRAM',
      facts: [{ claim: 'grain-free', proof: 'label' }],
      code: 'WAG10',
      link: 'https://northwind.example/dog',
      mustMention: ['#OwnEveryMile', 'free returns', '@northwind'],
    });
    expect(draft.hashtags[0]).toBe('#OwnEveryMile');
    expect(draft.caption).toContain('Grain-free.');
    expect(draft.caption).toContain('Worth knowing: free returns. With @northwind.');
    expect(draft.caption).toContain('link in bio. Code: WAG10.');
    expect(draft.shots.some(({ onScreen }) => onScreen === 'grain-free')).toBe(true);
    expect(draft.dos.join(' ')).toContain('https://northwind.example/dog');
  });

  it('gives a YouTube description chapters, the first at 0:00', async () => {
    const { draft } = await compose({
      brand: 'Sonoro',
      product: 'acoustic guitar',
      goal: 'COMMUNITY',
      platform: 'YOUTUBE',
    });
    expect(draft.caption).toMatch(/^0:00 .+\n0:30 .+\n1:30 /mu);
  });
});

describe('days in a caption', () => {
  const dates = { from: '2026-06-05', to: '2026-06-07' };
  const event = { product: 'jazz festival tickets', dates };
  const offer = { product: 'running shoes', code: 'MILE10', dates };

  it.each<[string, Partial<BriefRequestInput>, string]>([
    ['an event in Britain', { ...event, locale: 'en-GB' }, 'When: 5–7 June.'],
    ['an event in the US', { ...event, locale: 'en-US' }, 'When: June 5–7.'],
    [
      'one day',
      { ...event, locale: 'en-GB', dates: { from: '2026-06-05', to: '2026-06-05' } },
      'When: 5 June.',
    ],
    ['an offer', { ...offer, locale: 'en-GB' }, 'The code MILE10 works until 7 June.'],
    ['an offer for Germany', { ...offer, locale: 'de-DE' }, 'The code MILE10 works until 7 June.'],
  ])('are those of %s', async (_what, input, said) => {
    for (const platform of PLATFORMS) {
      const { draft, verdict } = await compose({
        brand: 'Northwind',
        product: '',
        goal: 'TRAFFIC',
        ...input,
        platform,
      });
      expect(verdict.isFit ? [] : verdict.reasons, platform).toEqual([]);
      expect(draft.caption, platform).toContain(said);
    }
  });

  it('are left out where they say only when to post', async () => {
    const { draft } = await compose({
      brand: 'Northwind',
      product: 'running shoes',
      goal: 'TRAFFIC',
      platform: 'INSTAGRAM',
      dates,
    });
    expect(draft.caption).not.toMatch(/June/u);
  });
});

it('leaves whom it is for to the direction: a line of a targeting sheet is not posted', async () => {
  const { draft } = await compose({
    brand: 'Northwind',
    product: 'running shoes',
    goal: 'AWARENESS',
    platform: 'YOUTUBE',
    audience: 'parents in the city',
  });
  expect(draft.caption).not.toContain('For parents');
  expect(draft.creativeAngle).toContain('Speak to parents in the city.');
});

describe('the sentences of data/offline', () => {
  const ideas = [...loadIdeas().values(), loadIdeasByKind()].flat();
  const texts = ideas.flatMap(({ make, captions, short, hooks, shots, ask, share }) =>
    [make, short, ask, share, ...captions.flat(), ...hooks, ...shots.flat()].filter((text) => text !== null),
  );

  it('have only placeholders that are filled', () => {
    const placeholders = texts.flatMap((text) => text.match(/\{[^}]*\}/gu) ?? []);
    expect(
      placeholders.filter((one) => !/^\{(?:[Pp]roduct|[Ss]hort|brand|[^{}|]+\|[^{}|]+)\}$/u.test(one)),
    ).toEqual([]);
  });

  it('name the product in every opening, every short text and a hook of each idea', () => {
    const silent = ideas.filter(
      ({ captions, short, hooks }) =>
        [...captions.map(([opening, continuation]) => `${opening} ${continuation}`), short].some(
          (text) => !/\{[Pp]roduct\}/u.test(text),
        ) || hooks.length < 3,
    );
    expect(silent.map(({ title }) => title)).toEqual([]);
  });

  it('have ideas for every kind, and for every category but "everyday"', () => {
    expect([...loadIdeas().keys()].toSorted()).toEqual(
      CATEGORY_IDS.filter((id) => id !== 'everyday').toSorted(),
    );
    expect(
      PRODUCT_KINDS.filter(
        (kind) => !loadIdeasByKind().some((idea) => idea.for.length === 0 && idea.kinds.includes(kind)),
      ),
    ).toEqual([]);
  });

  it('belong to an angle that there is', () => {
    const angles = new Set(loadAngles().map(({ id }) => id));
    expect(ideas.filter(({ angle }) => !angles.has(angle)).map(({ title }) => title)).toEqual([]);
  });
});
