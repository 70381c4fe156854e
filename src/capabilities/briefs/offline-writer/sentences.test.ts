import { expect, it } from 'vitest';
import { ungroundedNumbers } from '../../../platform/agents/grounding/grounding.ts';
import { unprovenClaims } from '../checks/claims.ts';
import { groundsOf } from '../checks/grounds.ts';
import { parseBriefRequest } from '../serving/brief-request.ts';
import { type Idea, loadFirstSeconds, loadIdeas, loadIdeasByKind, loadRules } from './ideas.ts';
import { createWording } from './wording.ts';

const request = parseBriefRequest({
  brand: 'Northwind',
  product: 'Trail Runner',
  goal: 'AWARENESS',
  platform: 'INSTAGRAM',
});
const { fill } = createWording(request, 'OBJECT');

/** A sentence that a check refuses would cost whoever asks the whole brief. */
const refusalsOf = (texts: readonly (string | null)[]) =>
  texts
    .filter((text) => text !== null)
    .map((text) => [{ field: fill(text), text: fill(text) }])
    .flatMap((named) => [
      ...ungroundedNumbers(named, groundsOf([], request)),
      ...unprovenClaims(named, request),
    ]);

const textsOf = ({ title, make, captions, short, hooks, shots, next, ask, share, who }: Idea) => [
  title,
  make,
  short,
  next,
  ask,
  share,
  who,
  ...captions.flat(),
  ...hooks,
  ...shots.flat(),
];

it('has no sentence in data/offline that makes a claim or names a number that nothing proves', () => {
  expect(refusalsOf([...loadIdeas().values(), loadIdeasByKind()].flat().flatMap(textsOf))).toEqual([]);
  const firstSeconds = Object.values(loadFirstSeconds()).flat();
  expect(refusalsOf(firstSeconds.flatMap(({ hooks }) => hooks))).toEqual([]);
  // Rules say what not to claim: of them numbers alone are looked at.
  const rules = Object.values(loadRules()).flatMap(({ dos, donts }) => [...dos, ...donts]);
  expect(
    ungroundedNumbers(
      rules.map((text) => ({ field: text, text })),
      groundsOf([], request),
    ),
  ).toEqual([]);
});

it('has nothing in quotation marks that is said over a shot: the brief sets them', () => {
  const said = [...loadIdeas().values(), loadIdeasByKind()]
    .flat()
    .flatMap(({ shots }) => shots.map(([, words]) => words ?? ''));
  expect(said.filter((words) => /^“[^”]*”$/u.test(words))).toEqual([]);
});

it.each([
  ['Pour the {short} on the back of a hand.', 'Pour the Vitamin C serum on the back of a hand.'],
  ['The {short}, close.', 'The Vitamin C serum, close.'],
  ['Your {short} in the light.', 'Your Vitamin C serum in the light.'],
  ['All the light that the window has.', 'All the light that the window has.'],
])('sets one article before a product that has its own: %s', (sentence, said) => {
  const named = { ...request, product: 'the Vitamin C serum' };
  expect(createWording(named, 'OBJECT').fill(sentence)).toBe(said);
});
