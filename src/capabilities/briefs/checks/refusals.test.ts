import { describe, expect, it } from 'vitest';
import { CallerError } from '../../../errors.ts';
import { type BriefRequestInput, parseBriefRequest } from '../serving/brief-request.ts';
import { refuseRequest } from './refusals.ts';

type Asked = string | Partial<BriefRequestInput>;

function ruleAgainst(asked: Asked): unknown {
  const change = typeof asked === 'string' ? { product: asked } : asked;
  const request = parseBriefRequest({
    brand: 'Northwind',
    product: 'running shoes',
    goal: 'AWARENESS',
    platform: 'INSTAGRAM',
    ...change,
  });
  try {
    refuseRequest(request);
    return null;
  } catch (error) {
    if (error instanceof CallerError && error.code === 'BRIEF_REFUSED') return error.details?.rule;
    throw error;
  }
}

describe('a request is refused', () => {
  it.each<[string, Asked]>([
    ['WEAPONS', 'AR-15 rifle'],
    ['WEAPONS', '9 mm handgun for concealed carry'],
    ['WEAPONS', 'hunting rifles'],
    ['WEAPONS', 'bulk ammunition'],
    ['WEAPONS', 'gun silencer kit'],
    ['WEAPONS', 'brass knuckles'],
    ['WEAPONS', 'switchblade'],
    ['WEAPONS', 'hand grenades'],
    ['WEAPONS', 'a 3D-printed ghost gun'],
    ['CURES', 'drops that cure cancer'],
    ['CURES', 'autism cure'],
    ['CURES', 'a miracle cure'],
    ['CURES', 'tea that reverses diabetes'],
    ['CURES', 'a cure for arthritis'],
    ['CURES', { product: 'herbal capsules', facts: [{ claim: 'heals depression', proof: null }] }],
    ['CURES', { product: 'juice', audience: 'people who want it instead of chemo' }],
    ['MINORS', { product: 'online casino', audience: 'teenagers' }],
    ['MINORS', { product: 'strawberry vape', audience: 'high school students' }],
    ['MINORS', { product: 'canned cocktails', audience: 'boys and girls aged 15 to 17' }],
    ['MINORS', 'vapes for kids'],
    ['MINORS', { product: 'sports betting app', audience: '16-year-olds who love football' }],
    ['MINORS', { product: 'craft beer', audience: 'under-18s' }],
    ['MINORS', { product: 'nicotine pouches', tone: 'fun for teens' }],
    ['MINORS', { product: 'cigarettes', audience: 'minors' }],
    ['MINORS', { product: 'whisky', audience: 'people from 14 to 25' }],
    ['HATE', 'white power T-shirt'],
    ['HATE', 'swastika flag'],
    ['HATE', { product: 'newsletter', mustMention: ['immigrants are vermin'] }],
    ['HATE', { product: 'rally', audience: 'people who hate muslims' }],
    ['HATE', 'neo-Nazi festival tickets'],
    ['HATE', { product: 'podcast', tone: 'against gays' }],
  ])('by the rule %s: %j', (rule, asked) => {
    expect(ruleAgainst(asked)).toBe(rule);
  });
});

describe('a request is not refused', () => {
  it.each<[Asked]>([
    ['water gun'],
    ['nerf gun with foam darts'],
    ['museum of arms'],
    ["kids' vitamins"],
    ['cured ham'],
    [{ product: 'sofa', mustMention: ['killer deal'] }],
    ['hot glue gun'],
    ['massage gun'],
    ['lavender bath bombs'],
    ['bomber jacket'],
    ['first-person shooter with historical rifles, a video game'],
    ['gun safe'],
    ["Guns N' Roses concert"],
    ['charity run to find a cure for cancer'],
    ['cancer screening'],
    ['a cure for boredom'],
    ['anxiety journal'],
    ["chef's knife"],
    [{ product: 'red wine', audience: 'parents of teenagers' }],
    [{ product: 'craft beer', audience: 'adults from 25 to 40' }],
    [{ product: 'ginger beer', audience: 'families with kids' }],
    [{ product: 'wine gums', audience: 'kids' }],
    [{ product: 'alcohol-free cocktail set', audience: 'teens' }],
    [{ product: 'quit vaping app', audience: 'teens' }],
    [{ product: 'whisky', audience: 'people over 30, not for minors' }],
    [{ product: 'apple juice', audience: 'children' }],
    [{ product: 'exhibition about the Nazi era', audience: 'school students' }],
    ['documentary about white supremacy'],
    [{ product: 'helpline', audience: 'victims of violence against women' }],
    ['self-defence course for women'],
    [{ product: 'women against cancer fundraiser' }],
    ['white bread'],
    [{ product: 'beer garden', audience: 'families, open from 12 to 17' }],
    ['curling iron'],
  ])('%j', (asked) => {
    expect(ruleAgainst(asked)).toBeNull();
  });
});

describe('what has to be mentioned', () => {
  const request = (mustMention: string[], facts: { claim: string; proof: string | null }[] = []) =>
    parseBriefRequest({
      brand: 'Northwind',
      product: 'night cream',
      goal: 'AWARENESS',
      platform: 'INSTAGRAM',
      mustMention,
      facts,
    });

  it.each(['Clinically proven', 'Cures acne', "The world's best cream", 'Guaranteed results'])(
    'may not carry a claim that no fact proves: %s',
    (phrase) => {
      expect(() => request([phrase])).toThrow(/mustMention has .* put it into facts/);
    },
  );

  it('may carry one that a fact proves, and offers', () => {
    const proved = request(['Clinically proven'], [{ claim: 'clinically proven', proof: 'study of 2025' }]);
    expect(proved.mustMention).toEqual(['Clinically proven']);
    expect(request(['free returns', '20% off', 'SAVE20']).mustMention).toHaveLength(3);
  });
});
