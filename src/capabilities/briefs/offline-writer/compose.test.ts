import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersIn } from '../../../platform/agents/grounding/numbers.ts';
import { readAnswer } from '../../../platform/agents/output.ts';
import { briefOutput } from '../checks/check-brief.ts';
import { type BriefRequest, type Evidence, GOALS, PLATFORMS } from '../serving/brief.ts';
import { type BriefRequestInput, parseBriefRequest } from '../serving/brief-request.ts';
import { loadAngles, loadTrends } from '../tools/curated.ts';
import { teamResultsOf, WHOLE_TEAM } from '../tools/team-results.fixture.ts';
import { BRIEF_TOOLS } from '../tools/tools.ts';
import { composeBrief } from './compose.ts';

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

  it('is the same for the same request, and another for another brand, product, goal, platform or tone', async () => {
    const base: BriefRequestInput = {
      brand: 'Northwind',
      product: 'running shoes',
      goal: 'AWARENESS',
      platform: 'INSTAGRAM',
    };
    const captionOf = async (input: BriefRequestInput) => (await compose(input)).draft.caption;
    const changes: Partial<BriefRequestInput>[] = [
      {},
      { brand: 'Southgate' },
      { product: 'cold brew' },
      { goal: 'CONVERSIONS' },
      { platform: 'TIKTOK' },
      { tone: 'playful' },
    ];
    const captions = await Promise.all(changes.map((change) => captionOf({ ...base, ...change })));
    expect(new Set(captions).size).toBe(changes.length);
    expect(await captionOf(base)).toBe(captions[0]);
  });

  it("names the team's own numbers in its direction", async () => {
    const { draft } = await compose({
      brand: 'Northwind',
      product: 'Trail Runner 2',
      goal: 'AWARENESS',
      platform: 'INSTAGRAM',
      campaignId: 'spring-26',
    });
    expect(draft.creativeAngle).toContain(
      'creator_0412 leads with 7.4% engagement over 9 posts and 1,284,300 views',
    );
    expect(draft.creativeAngle).toContain('#rainrun');
    expect(draft.hashtags).toContain('#rainrun');
  });

  it('says so where there are no numbers yet', async () => {
    const { draft, verdict } = await compose(
      { brand: 'Northwind', product: 'Trail Runner 2', goal: 'AWARENESS', platform: 'INSTAGRAM' },
      teamResultsOf([], []),
    );
    expect(verdict.isFit).toBe(true);
    expect(draft.creativeAngle).toContain('no measured posts on Instagram');
  });

  it('puts what must be mentioned where a reader expects it', async () => {
    const { draft } = await compose({
      brand: 'Northwind',
      product: 'Trail Runner 2',
      goal: 'CONVERSIONS',
      platform: 'INSTAGRAM',
      mustMention: ['#OwnEveryMile', 'SAVE20', 'free returns', '@northwind', 'https://northwind.example/run'],
    });
    expect(draft.hashtags[0]).toBe('#OwnEveryMile');
    expect(draft.caption).toContain(
      'Worth knowing: free returns. With @northwind. Code: SAVE20. More: https://northwind.example/run',
    );
  });
});

describe('the curated sentences', () => {
  it('name no amounts of their own', () => {
    const sentences = loadAngles().flatMap(({ hooks, opens, middles, shorts }) => [
      ...hooks,
      ...opens,
      ...middles,
      ...shorts,
    ]);
    expect(sentences.filter((sentence) => numbersIn(sentence, 'en').length > 0)).toEqual([]);
  });

  it('have only placeholders that the phrase book knows', () => {
    const known = /^\{(?:[Pp]roduct|[Bb]rand|[Mm]oment|[Pp]roblem|[Oo]utcome|[Ss]hot)\}$/u;
    const placeholders = loadAngles().flatMap((angle) => JSON.stringify(angle).match(/\{\w+\}/gu) ?? []);
    expect(placeholders.filter((placeholder) => !known.test(placeholder))).toEqual([]);
  });

  it('give every category words of each kind', () => {
    expect(loadTrends().categories.length).toBeGreaterThan(12);
  });
});
