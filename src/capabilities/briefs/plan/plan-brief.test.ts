import { describe, expect, it } from 'vitest';
import { brokenRules } from '../checks/form.ts';
import { hasPostedLabel, postedLabelOf, withPostedLabel } from '../checks/posted-label.ts';
import type { BriefPlan, Evidence } from '../serving/brief.ts';
import { type BriefRequestInput, parseBriefRequest } from '../serving/brief-request.ts';
import { SPREAD, WHOLE_TEAM } from '../tools/team-results.fixture.ts';
import type { ResultsScope } from '../tools/team-results.ts';
import { type FaceSource, faceForCreator, faceForManager } from './faces.ts';
import { planKpi } from './kpi.ts';
import { planBrief } from './plan-brief.ts';
import { createShortlist } from './shortlist.ts';

const requestFor = (input: Partial<BriefRequestInput> = {}) =>
  parseBriefRequest({
    brand: 'Northwind',
    product: 'Trail Runner 2',
    goal: 'AWARENESS',
    platform: 'INSTAGRAM',
    ...input,
  });

const post = (caption: string) => ({
  postId: 'p1',
  platform: 'INSTAGRAM',
  postedAt: '2026-05-01',
  format: 'REEL',
  caption,
  engagementRate: 8,
  lift: 1.2,
});
const performer = (influencerId: string, caption: string) => ({
  influencerId,
  posts: 9,
  views: 90_000,
  engagementRate: 7.4,
  lift: 1.2,
  bestPosts: [post(caption)],
});
const evidence: Evidence[] = [
  {
    tool: 'creativeDirection',
    summary: 'Angles.',
    data: { category: { id: 'alcohol', name: 'Alcohol' }, kind: 'FOOD', personas: [], angles: [] },
  },
  {
    tool: 'topPerformers',
    summary: 'Best: maya.moves.',
    data: {
      scope: 'PLATFORM',
      note: '',
      average: null,
      performers: [performer('maya.moves', 'Mud first')],
      creator: JSON.parse(JSON.stringify(performer('ana', 'My own rain run'))),
    },
  },
];
const NO_KPI = { kpi: null, kpiNote: 'Too few.' };
const planFor = (
  input: Partial<BriefRequestInput> = {},
  change: Partial<Parameters<typeof planBrief>[1]> = {},
): BriefPlan =>
  planBrief(requestFor(input), { evidence, kpi: NO_KPI, creators: [], today: '2026-05-20', ...change });
const rulesOf = (input: Partial<BriefRequestInput>, found = evidence) =>
  planFor(input, { evidence: found })
    .compliance.map(({ rule, text }) => `${rule}: ${text}`)
    .join('\n');

describe('a target', () => {
  const askedOf = async (campaignId: string | null, creators: (scope: ResultsScope) => number) => {
    const asked: ResultsScope[] = [];
    const spread = async (scope: ResultsScope) => {
      asked.push(scope);
      return creators(scope) < 4 ? null : { ...SPREAD, creators: creators(scope) };
    };
    return { ...(await planKpi(WHOLE_TEAM, requestFor({ campaignId }), { spread })), asked: asked.length };
  };

  it("is the upper quartile of the campaign's creators on the platform, beside their median", async () => {
    expect(await askedOf('spring', () => 12)).toEqual({
      kpi: {
        metric: 'ENGAGEMENT_RATE',
        typical: SPREAD.median,
        target: SPREAD.upperQuartile,
        creators: 12,
        scope: 'CAMPAIGN_AND_PLATFORM',
      },
      kpiNote: null,
      asked: 1,
    });
  });

  it('is that of the platform where the campaign has too few, and none where there are too few at all', async () => {
    const wide = await askedOf('spring', ({ campaignId }) => (campaignId === undefined ? 8 : 3));
    expect(wide.kpi).toMatchObject({ scope: 'PLATFORM', creators: 8 });
    expect(await askedOf(null, () => 3)).toMatchObject({
      kpi: null,
      kpiNote: expect.stringMatching(/Fewer than 4/u),
    });
  });
});

describe('a shortlist', () => {
  const entry = { influencerId: 'a', reason: '7% of views', engagementRate: 7, postCount: 9, views: 9_000 };
  it('is that of the capability that was opened last, and empty for a brief that has its creator', async () => {
    const first = { shortlist: async () => [] };
    const better = { shortlist: async () => [entry] };
    const shortlist = createShortlist(() => [first, better]);
    expect(await shortlist(WHOLE_TEAM, requestFor(), evidence)).toEqual([entry]);
    expect(await shortlist(WHOLE_TEAM, requestFor({ creator: 'ana' }), evidence)).toEqual([]);
    expect(await createShortlist(() => [])(WHOLE_TEAM, requestFor(), evidence)).toEqual([]);
  });
});

describe('a plan', () => {
  it("has the platform's usual format and no days where nothing was asked", () => {
    const { deliverables, timeline, category, kind } = planFor();
    expect(deliverables).toEqual([{ format: 'REEL', count: 1 }]);
    expect(timeline.every(({ day }) => day === null)).toBe(true);
    expect([category?.id, kind]).toEqual(['alcohol', 'FOOD']);
  });

  it('counts back from the first post, and not to before today', () => {
    const { timeline } = planFor({ dates: { from: '2026-05-26', to: '2026-06-02' } });
    expect(timeline.map(({ day }) => day)).toEqual([
      '2026-05-20',
      '2026-05-20',
      '2026-05-23',
      '2026-05-26',
      '2026-06-02',
      '2026-06-09',
    ]);
  });

  it.each<[string, Partial<BriefRequestInput>, RegExp]>([
    ['alcohol in the US', { country: 'US' }, /alcohol: For adults of 21/u],
    ['alcohol in France', { country: 'FR' }, /Loi Évin/u],
    ['alcohol in GB', { country: 'GB' }, /CAP Code section 18/u],
    ['an audience of children', { audience: 'parents of toddlers' }, /children: Speak to parents/u],
    ['a casino', { product: 'Casino Nights' }, /gambling: For adults/u],
    [
      'a supplement in Germany',
      { product: 'Vitamin D drops', country: 'DE' },
      /1924\/2006[\s\S]*Heilmittelwerbegesetz/u,
    ],
    ['a code', { code: 'SAVE20' }, /offer: Say beside the code/u],
    ['no country', {}, /country: No country was given/u],
    ['the label of a country', { country: 'DE' }, /disclosure: “Anzeige” stands at the beginning/u],
  ])('has the rules for %s', (_what, input, rule) => {
    expect(rulesOf(input)).toMatch(rule);
  });

  it('has no rules of what the product is not', () => {
    expect(rulesOf({ country: 'US' }, [])).not.toMatch(/alcohol|gambling|health|finance|children/u);
  });
});

describe('the label in a post', () => {
  it.each([
    ['US', 'INSTAGRAM', '#ad Rain again.'],
    ['GB', 'TIKTOK', '#ad Rain again.'],
    ['DE', 'YOUTUBE', 'Anzeige: Rain again.'],
    ['FR', 'LINKEDIN', 'Collaboration commerciale: Rain again.'],
    ['DE', 'X', 'Anzeige: Rain again.'],
    [null, 'X', '#ad Rain again.'],
    [null, 'INSTAGRAM', 'Rain again.'],
  ] as const)('of %s on %s is set once: %s', (country, platform, expected) => {
    const request = { country, platform };
    const labelled = withPostedLabel('Rain again.', request);
    expect(labelled).toBe(expected);
    expect(withPostedLabel(labelled, request)).toBe(expected);
  });

  it.each([
    ['US', 'Our #adventure, no ad budget.', false],
    ['US', 'Sponsored: rain again.', true],
    ['US', 'Rain again. Ad', false],
    ['DE', 'Eine Anzeigetafel im Regen', false],
    ['DE', '[Werbung] Regen', true],
    ['DE', `${'Regen '.repeat(40)}Anzeige:`, false],
    ['FR', 'Publicité - la pluie', true],
  ] as const)('of %s is %j: %s', (country, caption, isThere) => {
    const request = { country, platform: 'INSTAGRAM' } as const;
    const posted = postedLabelOf(request);
    expect(posted !== null && hasPostedLabel(caption, posted, request)).toBe(isThere);
  });
});

describe('the two faces', () => {
  /** What earlier writers put among the orders, and a model may. */
  const MANAGER_ORDERS = [
    'There are no measured posts on X yet: import the first results and ask again.',
    'Aim at the target above the average.',
    'Study “My own rain run” by ana (Instagram reel; 8.1%, average 6.9%).',
  ];
  const source = (input: Partial<BriefRequestInput> = {}): FaceSource => {
    const request = requestFor({
      link: 'https://northwind.example',
      code: 'MILE10',
      mustAvoid: ['cheap'],
      country: 'GB',
      ...input,
    });
    const plan = planBrief(request, {
      evidence,
      kpi: {
        kpi: { metric: 'ENGAGEMENT_RATE', typical: 6.2, target: 7.1, creators: 12, scope: 'PLATFORM' },
        kpiNote: null,
      },
      creators: [
        {
          influencerId: 'leo_lifts',
          reason: '7.40% of views',
          engagementRate: 7.4,
          postCount: 9,
          views: 90_000,
        },
      ],
      today: '2026-05-20',
    });
    return {
      caption: '#ad Trail Runner 2 in the rain.\n\n#one line begins with a hash\n# 2 is no heading',
      hookIdeas: ['Listen to this sole.', 'Do it like maya.moves did.', 'Rain, then this.'],
      hashtags: ['#northwind', '#rainrun', '#trail'],
      cta: 'Tell me where you run.',
      tone: 'Warm',
      persona: { name: 'The Early Riser', description: 'Runs before work.' },
      creativeAngle:
        'Film one run in the rain. Keep the sound. leo_lifts leads with 7.4% engagement. Study it.',
      disclosure: 'Paid partnership with Northwind',
      objective: 'Have runners know the shoe.',
      keyMessage: '20% more grip.',
      shots: [
        { seen: 'The sole', said: 'Listen.', onScreen: null },
        { seen: 'A run', said: null, onScreen: 'Day [your own …]' },
      ],
      dos: ['Show the sole.', 'Copy leo_lifts.', ...MANAGER_ORDERS],
      donts: ['No studio.', 'No music over the rain.'],
      ...plan,
      request,
      evidence,
    };
  };

  it('show the creator what to make and publish, without other creators and figures of the team', () => {
    const { text, sections } = faceForCreator(source({ creator: 'ana' }));
    expect(text).not.toMatch(/maya\.moves|leo_lifts|7\.4|7\.1|engagement|Early Riser|median/u);
    expect(sections.find(({ heading }) => heading === 'The idea')?.lines).toEqual([
      'Film one run in the rain. Keep the sound.',
    ]);
    expect(text).toContain('https://northwind.example (the link in bio)');
    expect(text).toContain('20% more grip.');
    expect(text).toContain('Code: MILE10');
    expect(text).toContain('Words to avoid: cheap');
    expect(text).toContain('Keep “#ad” in the caption.');
    expect(text).toContain('My own rain run');
    expect(text).toContain('\n#one line begins');
    expect(text).toContain('\n\\# 2 is no heading');
    expect(text).not.toContain('.”.');
    expect(text).toContain('Said: “Listen.”');
  });

  it('leave what is measured, imported and aimed at to the manager', () => {
    const { sections } = faceForCreator(source({ creator: 'ana' }));
    expect(sections.find(({ heading }) => heading === 'Do')?.lines).toEqual(['Show the sole.']);
    const { text } = faceForCreator({ ...source(), evidence: [] });
    expect(text).not.toMatch(/measured|import|target|average/iu);
    expect(faceForManager({ ...source(), evidence: [] }).text).toContain(
      'There are no measured posts on Instagram yet: import the first results and ask again.',
    );
  });

  it('show the manager whom to ask, what to expect and what it rests on', () => {
    const { text } = faceForManager(source());
    expect(text).toContain('leo_lifts: 7.40% of views');
    expect(text).toContain('7.10% of views: the upper quartile of 12 creators on Instagram.');
    expect(text).toContain('maya.moves: “Mud first” (INSTAGRAM, REEL, 2026-05-01)');
    expect(text).toContain('Best: maya.moves.');
  });

  it('say nothing twice: neither a code that the call has nor a word that is among what not to do', () => {
    const { sections } = faceForCreator({
      ...source({ code: 'MUD10', link: null, mustAvoid: ['cheap', 'fast'] }),
      cta: 'Get them with MUD10.',
      donts: ['Do not say cheap.', 'No other brands.'],
    });
    const linesOf = (heading: string) => sections.find((section) => section.heading === heading)?.lines;
    expect(linesOf('What to ask of your audience')).toEqual(['Get them with MUD10.']);
    expect(linesOf('Do not')).toEqual(['Do not say cheap.', 'No other brands.', 'Words to avoid: fast']);
  });

  it("say of a whole platform's posts that they show how something is made", () => {
    const headings = faceForManager(source()).sections.map(({ heading }) => heading);
    expect(headings).toContain('Posts to study, for how they are made');
  });

  it('have the form that the platform wants', () => {
    expect(brokenRules(source(), source().request)).toEqual([]);
  });
});
