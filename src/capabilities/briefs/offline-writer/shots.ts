import type { BriefRequest, Fact, ProductKind, Shot } from '../serving/brief.ts';
import { asSentence } from './agreement.ts';
import type { Idea } from './ideas.ts';
import type { NextStep } from './next-step.ts';
import type { Wording } from './wording.ts';

/** Where a fact is seen, by kind of product. */
const PROOF_SEEN: Readonly<Record<ProductKind, string>> = {
  OBJECT: 'The part of {short} that shows it, close, in a hand',
  FOOD: 'Label or ingredient of {short}, held still for as long as it takes to read',
  SERVICE: 'The step of {short} in which it shows, with whoever does it',
  APP: 'The screen of {short} on which it shows, recorded on a clean account',
  EVENT: 'The place or programme of {short} where it shows',
  PLACE: 'The corner of {short} where it shows, from a guest’s height',
  BUSINESS: 'The screen, part or document of {short} that shows it, with demo data',
};

/** Shots that a creator can film today: those of the idea, the facts where they are seen, the next step at the end. */
export function planShots(
  request: BriefRequest,
  kind: ProductKind,
  idea: Idea,
  step: NextStep,
  wording: Wording,
): Shot[] {
  const fill = (text: string | null) => (text === null ? null : wording.fill(text));
  const ofIdea = idea.shots.map(([seen, said, onScreen]) => ({
    seen: wording.fill(seen),
    said: fill(said),
    onScreen: fill(onScreen),
  }));
  const [first, ...rest] = ofIdea;
  // The product is named in the first shot.
  const named =
    first === undefined ||
    [first.seen, first.said, first.onScreen].some((text) => text?.includes(request.product))
      ? first
      : {
          ...first,
          onScreen: first.onScreen === null ? request.product : `${first.onScreen} · ${request.product}`,
        };
  const facts = request.facts.length === 0 ? [] : [proofShot(request.facts.slice(0, 3), kind, wording)];
  const end = {
    seen: wording.fill(LAST_FRAME[kind]),
    said: step.long,
    onScreen: request.code ?? request.brand,
  };
  const before = rest.slice(0, -1);
  const after = rest.slice(-1);
  return [...(named === undefined ? [] : [named]), ...before, ...facts, ...after, end]
    .map((shot) => welcomeShot(shot, wording))
    .filter((shot) => shot !== undefined)
    .slice(0, 8);
}

function proofShot(facts: readonly Fact[], kind: ProductKind, wording: Wording): Shot {
  const claims = facts.map(({ claim }) => claim);
  return {
    seen: wording.fill(PROOF_SEEN[kind]),
    said: claims.map(asSentence).join(' '),
    onScreen: claims.join(' · '),
  };
}

/** Things and places can stand in the last frame by themselves. */
const LAST_FRAME: Readonly<Record<ProductKind, string>> = {
  OBJECT: 'Last frame: {short}, nothing moves, long enough to read the text',
  FOOD: 'Last frame: {short} on the table, long enough to read the text',
  SERVICE: 'Last frame: the creator, the name of {short} beside them, long enough to read',
  APP: 'Last frame: the start screen of {short}, long enough to read the text',
  EVENT: 'Last frame: the creator with day and place of {short} on the screen, long enough to read',
  PLACE: 'Last frame: {short} from the outside, long enough to read the text',
  BUSINESS: 'Last frame: the creator at the desk, the name of {short} beside them, long enough to read',
};

function welcomeShot(shot: Shot, wording: Wording): Shot | undefined {
  const keep = (text: string | null) =>
    text === null || (text.length <= 300 && wording.isWelcome(text)) ? text : null;
  return keep(shot.seen) === null
    ? undefined
    : { seen: shot.seen, said: keep(shot.said), onScreen: keep(shot.onScreen) };
}
