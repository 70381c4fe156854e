import { describe, expect, it } from 'vitest';
import type { Fact } from '../serving/brief.ts';
import { type BriefRequestInput, parseBriefRequest } from '../serving/brief-request.ts';
import { type ClaimKind, claimsIn, unprovenClaims } from './claims.ts';

function reasonsAgainst(text: string, input: Partial<BriefRequestInput> = {}): string[] {
  const request = parseBriefRequest({
    brand: 'Northwind',
    product: 'night cream',
    goal: 'AWARENESS',
    platform: 'INSTAGRAM',
    ...input,
  });
  return unprovenClaims([{ field: 'caption', text }], request);
}

const fact = (claim: string, proof: string | null = null): { facts: Fact[] } => ({
  facts: [{ claim, proof }],
});

describe('a claim that no fact has', () => {
  it.each<[string, ClaimKind]>([
    ['Clinically proven to work.', 'MEDICAL'],
    ['A clinical study says so.', 'MEDICAL'],
    ['Dermatologist-tested and gentle.', 'MEDICAL'],
    ['Recommended by doctors.', 'MEDICAL'],
    ['It cures acne in no time.', 'MEDICAL'],
    ['Relieves your back pain.', 'MEDICAL'],
    ['Say goodbye to insomnia.', 'MEDICAL'],
    ['Boosts your immune system.', 'MEDICAL'],
    ['Lowers blood pressure.', 'MEDICAL'],
    ['Backed by science.', 'MEDICAL'],
    ['With no side effects.', 'MEDICAL'],
    ['Certified organic.', 'CERTIFIED'],
    ['Our award-winning formula.', 'CERTIFIED'],
    ['Carbon-neutral since day one.', 'CERTIFIED'],
    ['Eco-friendly and patented.', 'CERTIFIED'],
    ['Now 20 % off.', 'PRICE'],
    ['Half price this week.', 'PRICE'],
    ['Yours for $29.', 'PRICE'],
    ['Costs 29 euros.', 'PRICE'],
    ['Free shipping on everything.', 'PRICE'],
    ['Cheaper than a coffee.', 'PRICE'],
    ['Only 130 left.', 'SCARCITY'],
    ['While stocks last.', 'SCARCITY'],
    ['Hurry, it is selling fast.', 'SCARCITY'],
    ['A limited edition.', 'SCARCITY'],
    ['Ends tonight.', 'SCARCITY'],
    ['Guaranteed to please.', 'RESULT'],
    ['See results in two weeks.', 'RESULT'],
    ['I lost 5 kilos.', 'RESULT'],
    ['Doubles your sales.', 'RESULT'],
    ['3x faster than before.', 'RESULT'],
    ['80 % of women agree: 80 % more glow.', 'RESULT'],
    ['Saves you hours.', 'RESULT'],
    ['It changed my life.', 'RESULT'],
    ["The world's best cream.", 'SUPERLATIVE'],
    ['The best cream on the market.', 'SUPERLATIVE'],
    ['It is the most effective one.', 'SUPERLATIVE'],
    ['The #1 brand.', 'SUPERLATIVE'],
    ['Trusted by thousands.', 'SUPERLATIVE'],
    ['Better than any other cream.', 'SUPERLATIVE'],
    ['Our bestseller is back.', 'SUPERLATIVE'],
    ['So do not wait.', 'SCARCITY'],
  ])('"%s" is found as %s', (text, kind) => {
    expect(claimsIn(text).map((claim) => claim.kind)).toContain(kind);
    expect(reasonsAgainst(text)).not.toEqual([]);
  });
});

describe('what is no claim', () => {
  it.each([
    'The best part of the day is the quiet one.',
    'My best friend found it first.',
    'Save this for the day when you need it.',
    'Pain au chocolat and a window seat.',
    'It is not the cheapest, and I say so.',
    'No miracle cure, just a good evening.',
    'I cannot guarantee that you will like it.',
    'Treat yourself to ten quiet minutes.',
    'This treats a Tuesday like a Sunday.',
    'A limited amount of patience, one jar of cream.',
    'Would you still use it if nobody was watching?',
    'The first try, in one take.',
    'Half of us were late.',
    'Only a few steps to the door.',
    'The last train home and a hot shower.',
    'Free as a Sunday.',
    'Curious? Start with the link in bio.',
    'A hard day eased by a walk.',
    'Read the label and understand all of it.',
    'The smallest room in the flat has the best light.',
    'It costs me ten minutes a day.',
    'Made in a small workshop by the sea.',
    'Sold in my neighbourhood.',
    'Study the label, then decide.',
    'Doctors, nurses, teachers: who has tried it?',
    'Use the code at the checkout.',
    'A pound of flour and a warm oven.',
    'Cold outside, warm inside.',
    'Tickets that do not wait at the door.',
    '0:00 Left on the shelf',
  ])('"%s"', (text) => {
    expect(claimsIn(text)).toEqual([]);
  });
});

describe('a claim that a fact has', () => {
  it.each<[string, { facts: Fact[] }]>([
    ['Clinically proven to reduce redness.', fact('Clinically proven', 'study of 2025, 40 people')],
    ['Now 20 % off.', fact('20% off until Sunday')],
    ['Certified organic.', fact('organic', 'certified by Ecocert')],
    ['Only 130 left.', fact('130 jars left')],
    ['Carbon-neutral.', fact('carbon neutral', 'offset report')],
  ])('may be made: "%s"', (text, input) => {
    expect(reasonsAgainst(text, input)).toEqual([]);
  });

  it.each<[string, { facts: Fact[] }]>([
    ['Now 30 % off.', fact('20% off until Sunday')],
    ['Cures acne.', fact('Clinically proven')],
    ['Clinically proven.', fact('tested by 40 people')],
  ])('but no other one: "%s"', (text, input) => {
    expect(reasonsAgainst(text, input)).toHaveLength(1);
  });

  it('is also what the request wants mentioned, and never a part of a name', () => {
    expect(reasonsAgainst('With free returns.', { mustMention: ['free returns'] })).toEqual([]);
    expect(reasonsAgainst('Meet Number One Brand Tea.', { product: 'Number One Brand Tea' })).toEqual([]);
  });

  it.each<[string, Partial<BriefRequestInput>, number]>([
    ['Meet the $0B cap.', { product: '$0B cap' }, 0],
    ['Meet the $0B cap.', { product: 'a $0B cap' }, 0],
    ['Cap for $5.', { product: '$0B cap' }, 1],
    ['Now 20% off.', { brand: '2', mustMention: ['20% off.'] }, 0],
    ['Now 20% off.', { brand: '2' }, 1],
    ['Northwinds are certified.', { brand: 'Northwind' }, 1],
  ])('of "%s" in %j: %i', (text, input, count) => {
    expect(reasonsAgainst(text, input)).toHaveLength(count);
  });
});
