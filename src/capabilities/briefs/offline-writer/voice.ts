import type { BriefRequest } from '../serving/brief.ts';
import type { Voice } from '../tools/curated.ts';
import { voicesIn } from '../tools/voice.ts';
import type { Findings, PersonaFound } from './findings.ts';
import { capitalize } from './naming.ts';

/** What to do to sound like it. */
const ADVICE: Readonly<Record<Voice, string>> = {
  warm: 'talk to one person, use small words, leave room for a smile',
  playful: 'short sentences, one joke, at your own expense',
  bold: 'open with a statement, cut the qualifiers, end before they expect it',
  expert: 'be specific, name the limits, let the reader draw the conclusion',
  calm: 'slow down, use pictures rather than adjectives, leave out the exclamation marks',
};

/** Of the personas that suit, the first that speaks as the request wishes; else the first. */
export function pickPersona({ tone }: BriefRequest, { personas }: Findings): PersonaFound {
  const [wish] = voicesIn(tone);
  const [first] = personas;
  const persona = personas.find(({ voice }) => voice === wish) ?? first;
  if (persona === undefined) throw new Error('data/personas.json has no personas');
  return persona;
}

/** The voice that a wish such as "playful, but not childish" asks for; the persona's own where it names none. */
export function voiceOf({ tone }: BriefRequest, persona: PersonaFound): Voice {
  return voicesIn(tone)[0] ?? persona.voice;
}

export function describeTone({ tone }: BriefRequest, voice: Voice): string {
  return `${capitalize(tone ?? voice)}: ${ADVICE[voice]}.`;
}

export function describePersona({ audience }: BriefRequest, { description, cares }: PersonaFound): string {
  const here = audience === null ? '' : ` In this brief: ${audience.replace(/[.\s]+$/u, '')}.`;
  return `${description}${here} Write for what this persona values: ${cares}.`;
}
