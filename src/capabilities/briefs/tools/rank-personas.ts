import { countPhrases, wordSetOf } from '../category/words.ts';
import type { BriefRequest } from '../serving/brief.ts';
import { bestThree, type Ranked } from './best-three.ts';
import { type Category, loadPersonas, type Persona, type Voice } from './curated.ts';

interface Wanted {
  readonly request: BriefRequest;
  readonly category: Category | null;
  /** What the request's tone asks for. */
  readonly voices: readonly Voice[];
  readonly seed: string;
}

/** The three personas that a brief can best speak to. The audience of the request weighs most, then the category. */
export function rankPersonas({ request, category, voices, seed }: Wanted): Ranked<Persona>[] {
  const audience = wordSetOf(request.audience ?? '');
  const product = wordSetOf(`${request.brand} ${request.product}`);
  const ranked = loadPersonas().map((persona) => {
    const place = category === null ? -1 : persona.categories.indexOf(category.id);
    const words = place === -1 ? persona.words : [...persona.words, ...persona.ambiguous];
    const inAudience = Math.min(2, countPhrases(words, audience));
    const inProduct = countPhrases(persona.words, product) > 0;
    const hasGoal = persona.goals.includes(request.goal);
    const hasVoice = voices.includes(persona.voice);
    return {
      item: persona,
      score:
        6 * inAudience +
        (place === -1 ? 0 : 4 - Math.min(place, 2)) +
        (hasGoal ? 2 : 0) +
        (hasVoice ? 2 : 0) +
        (inProduct ? 1 : 0),
      reasons: [
        inAudience > 0 ? `the audience "${request.audience}" describes this persona` : undefined,
        place === -1 ? undefined : `${category?.name.toLowerCase()} is close to its heart`,
        hasGoal ? `it responds to ${request.goal.toLowerCase().replace('_', ' ')} campaigns` : undefined,
        hasVoice ? `it likes to be spoken to in a ${persona.voice} voice, as the request asks` : undefined,
        inProduct ? 'the name of the product speaks to it' : undefined,
      ].filter((reason) => reason !== undefined),
    };
  });
  return bestThree(ranked, seed);
}
