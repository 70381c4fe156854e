import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../platform/agents/output.ts';
import { type BriefDraft, type BriefRequest, type Evidence, PLATFORMS } from '../serving/brief.ts';
import { type BriefRequestInput, parseBriefRequest } from '../serving/brief-request.ts';
import { briefOutput, NEEDED_TOOLS } from './check-brief.ts';
import { disclosureOf, PLATFORM_RULES } from './platform-rules.ts';

const evidence: Evidence[] = NEEDED_TOOLS.map((tool) => ({
  tool,
  summary: '',
  data: tool === 'creativeDirection' ? { personas: [{ name: 'The Early Riser' }] } : {},
}));

function requestFor(input: Partial<BriefRequestInput> = {}) {
  return parseBriefRequest({
    brand: 'Northwind',
    product: 'Trail Runner',
    goal: 'AWARENESS',
    platform: 'INSTAGRAM',
    ...input,
  });
}

function draftFor(input: Partial<BriefRequestInput> = {}): BriefDraft {
  const { platform, brand } = requestFor(input);
  const rules = PLATFORM_RULES[platform];
  return {
    caption: [rules.captionLabel, 'Out with the Trail Runner.'].filter(Boolean).join(' '),
    hookIdeas: ['Open on the laces.', 'Open on the street.', 'Open on the rain.'],
    hashtags: ['#alpha', '#beta', '#gamma', '#delta'].slice(0, rules.hashtags.least),
    cta: 'Tell me what you think.',
    tone: 'warm',
    persona: { name: 'The Early Riser', description: 'Gets up early.' },
    creativeAngle: 'Show the run.',
    disclosure: disclosureOf(platform, brand),
    objective: 'Have more people know the shoe.',
    keyMessage: 'It is made for the rain.',
    shots: [
      { seen: 'The shoe on wet stone', said: null, onScreen: null },
      { seen: 'A run in the rain', said: 'Listen to that.', onScreen: null },
    ],
    dos: ['Name the shoe first.', 'Show the sole.'],
    donts: ['Name no other brand.', 'Promise nothing.'],
  };
}

const checkBrief = (answer: unknown, found: readonly Evidence[], request: BriefRequest) =>
  readAnswer(JSON.stringify(answer) ?? '', briefOutput(request, ''), found);

function reasonsAgainst(
  change: Record<string, unknown>,
  input: Partial<BriefRequestInput> = {},
): readonly string[] {
  const verdict = checkBrief({ ...draftFor(input), ...change }, evidence, requestFor(input));
  return verdict.isFit ? [] : verdict.reasons;
}

describe.each(PLATFORMS)('the rules of %s', (platform) => {
  const rules = PLATFORM_RULES[platform];
  const label = rules.captionLabel === null ? '' : `${rules.captionLabel} `;
  const tags = (count: number) =>
    Array.from({ length: count }, (_item, index) => `#tag${'abcdefghijklmnop'[index]}`);
  const filled = (over: number) => {
    const hashtags = draftFor({ platform }).hashtags;
    const spent = rules.areHashtagsInCaption ? ['', ...hashtags].join(' ').length : 0;
    return `${label}${'a'.repeat(rules.captionLength - label.length - spent + over)}`;
  };

  it('let a caption pass that fills its room, and none that is one character longer', () => {
    expect(reasonsAgainst({ caption: filled(0) }, { platform })).toEqual([]);
    expect(reasonsAgainst({ caption: filled(1) }, { platform }).join()).toContain(
      String(rules.captionLength + 1),
    );
  });

  it('let as many hashtags pass as it takes', () => {
    const { least, most } = rules.hashtags;
    const caption = `${label}Short.`;
    expect(reasonsAgainst({ caption, hashtags: tags(least) }, { platform })).toEqual([]);
    expect(reasonsAgainst({ caption, hashtags: tags(most) }, { platform })).toEqual([]);
    expect(reasonsAgainst({ caption, hashtags: tags(least - 1) }, { platform })).toHaveLength(1);
    expect(reasonsAgainst({ caption, hashtags: tags(most + 1) }, { platform })).toHaveLength(1);
    // One more in the caption counts as well.
    expect(reasonsAgainst({ caption: `${caption} #more`, hashtags: tags(most) }, { platform })).toHaveLength(
      1,
    );
  });

  it.each(['no', '#', '#12', '#a b', '#a-b', `#${'a'.repeat(rules.hashtagLength)}`])(
    'refuse the hashtag %s',
    (hashtag) => {
      const hashtags = [hashtag, ...tags(rules.hashtags.least - 1)];
      expect(reasonsAgainst({ hashtags }, { platform }).join()).toContain(`"${hashtag}" is no`);
    },
  );

  it('set the labels of a paid partnership, whatever the writer made of them', () => {
    const request = requestFor({ platform });
    const bare = { ...draftFor({ platform }), disclosure: 'Thanks', caption: 'Out with the Trail Runner.' };
    const verdict = checkBrief(bare, evidence, request);
    expect(verdict).toMatchObject({
      answer: { disclosure: rules.disclosure.replace('{brand}', 'Northwind') },
    });
    expect(verdict.isFit && verdict.answer.caption.includes(rules.captionLabel ?? '')).toBe(true);
  });
});

describe('an answer', () => {
  it.each([
    ['nothing', undefined],
    ['a text', 'caption: hello'],
    ['a part of a brief', { caption: 'hello' }],
    ['more than a brief', { ...draftFor(), secret: 'x' }],
    ['a caption that is no text', { ...draftFor(), caption: 7 }],
    ['two hooks', { ...draftFor(), hookIdeas: ['Open on the laces.', 'Open on the street.'] }],
    [
      'the same hook twice',
      { ...draftFor(), hookIdeas: ['Open on the laces.', 'OPEN on the laces.', 'Open on the rain.'] },
    ],
    ['control characters', { ...draftFor(), caption: 'Out \u0000 with it.' }],
    ['half a character', { ...draftFor(), caption: 'Out \ud83d with it.' }],
    ['another persona', { ...draftFor(), persona: { name: 'Somebody', description: 'else' } }],
    ['a number of nobody', { ...draftFor(), cta: 'Join 5,000 runners.' }],
    ['a link of nobody', { ...draftFor(), caption: 'See https://evil.example/x now.' }],
    ['a bare link of nobody', { ...draftFor(), caption: 'See evil-shop.com now.' }],
    ['a handle of nobody', { ...draftFor(), cta: 'Follow @somebody.else.' }],
    ['a handle of nobody in the direction', { ...draftFor(), creativeAngle: 'Study @somebody.else.' }],
    ['an invented creator', { ...draftFor(), creativeAngle: 'Study what luna.lopez does.' }],
    [
      'an invented creator with a figure',
      { ...draftFor(), creativeAngle: 'Luna leads with 4 % engagement.' },
    ],
    ['a claim without a fact', { ...draftFor(), caption: 'Clinically proven to be fun.' }],
    ['a price without a fact', { ...draftFor(), cta: 'Get it at half price.' }],
  ])('with %s does not pass', (_what, answer) => {
    expect(checkBrief(answer, evidence, requestFor()).isFit).toBe(false);
  });

  it('may name the handle of the brand, and the links of the request', () => {
    expect(reasonsAgainst({ cta: 'Follow @North.Wind.' })).toEqual([]);
    const mustMention = ['https://northwind.example/run'];
    expect(reasonsAgainst({ cta: 'See https://northwind.example/run.' }, { mustMention })).toEqual([]);
  });

  it('has what must be mentioned, word for word, in the post, and nowhere what must be avoided', () => {
    const mustMention = ['Free Returns', '#OwnIt'];
    expect(reasonsAgainst({}, { mustMention })).toHaveLength(2);
    expect(
      reasonsAgainst({ cta: 'With  free returns.', hashtags: ['#ownit', '#b', '#c'] }, { mustMention }),
    ).toEqual([]);
    expect(
      reasonsAgainst(
        { hookIdeas: ['Free returns first.', 'Open on the street.', 'Open on the rain.'] },
        { mustMention: ['free returns'] },
      ),
    ).toHaveLength(1);
    expect(reasonsAgainst({ caption: 'A CHEAP trick.' }, { mustAvoid: ['cheap'] })).toEqual([
      'caption has "cheap", which is to be avoided.',
    ]);
    expect(reasonsAgainst({ caption: 'A cheapskate.' }, { mustAvoid: ['cheap'] })).toEqual([]);
  });

  it('may name the creators of the results, and say what its facts say', () => {
    const found: Evidence[] = [
      ...evidence,
      {
        tool: 'topPerformers',
        summary: '',
        data: { performers: [{ influencerId: 'luna.lopez', engagementRate: 7.4 }] },
      },
    ];
    const draft = {
      ...draftFor(),
      caption: 'Clinically proven, in 9:16.',
      creativeAngle: 'Cut 3 shots. luna.lopez leads with 7.4 % engagement. Avoid e.g. long intros.',
    };
    const request = requestFor({ facts: [{ claim: 'clinically proven', proof: null }] });
    const verdict = checkBrief(draft, found, request);
    expect(verdict.isFit ? [] : verdict.reasons).toEqual([]);
  });

  it('rests on every tool', () => {
    const verdict = checkBrief(draftFor(), evidence.slice(1), requestFor());
    expect(verdict).toMatchObject({
      isFit: false,
      reasons: ['The brief does not rest on trendFetcher: call it before you answer.'],
    });
  });
});
