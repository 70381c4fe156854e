import { expect, it } from 'vitest';
import { ungroundedNumbers } from '../../../platform/agents/grounding/grounding.ts';
import { unprovenClaims } from '../checks/claims.ts';
import { groundsOf } from '../checks/grounds.ts';
import { parseBriefRequest } from '../serving/brief-request.ts';
import { type Idea, loadIdeas, loadIdeasByKind, loadRules } from './ideas.ts';
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
  // Rules say what not to claim: of them numbers alone are looked at.
  const rules = Object.values(loadRules()).flatMap(({ dos, donts }) => [...dos, ...donts]);
  expect(
    ungroundedNumbers(
      rules.map((text) => ({ field: text, text })),
      groundsOf([], request),
    ),
  ).toEqual([]);
});
