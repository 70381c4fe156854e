import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import type { BriefRequest, ProductKind } from '../serving/brief.ts';
import { bestThree, type Ranked } from './best-three.ts';
import { type Angle, type Category, loadAngles, type Persona, type Voice } from './curated.ts';

interface Wanted {
  readonly request: BriefRequest;
  readonly category: Category | null;
  readonly kind: ProductKind;
  readonly voices: readonly Voice[];
  /** The best first. */
  readonly personas: readonly Persona[];
  readonly usedAngles: readonly string[];
  readonly seed: string;
}

/**
 * The three angles that suit best, of those that can be made of such a product: what asks to unwrap something is no angle
 * for a museum. Those of other variants are left out as long as others are left.
 */
export function rankAngles(wanted: Wanted): Ranked<Angle>[] {
  const possible = loadAngles().filter((angle) => isPossible(angle, wanted));
  const unused = possible.filter(({ id }) => !wanted.usedAngles.includes(id));
  const ranked = (unused.length === 0 ? possible : unused).map((angle) => rank(angle, wanted));
  return bestThree(ranked, wanted.seed);
}

function isPossible({ kinds, categories, unfitCategories = [] }: Angle, { kind, category }: Wanted): boolean {
  if (!kinds.includes(kind)) return false;
  if (category === null) return categories === undefined;
  return categories?.includes(category.id) !== false && !unfitCategories.includes(category.id);
}

function rank(angle: Angle, { request, category, voices, personas }: Wanted): Ranked<Angle> {
  const fits = {
    platform: angle.platforms.includes(request.platform),
    goal: angle.goals.includes(request.goal),
    category: category !== null && angle.categories?.includes(category.id) === true,
    voice: angle.voices.find((voice) => voices.includes(voice)),
  };
  const persona = personas.find(({ id }) => angle.personas.includes(id));
  const place = persona === undefined ? -1 : personas.indexOf(persona);
  return {
    item: angle,
    score:
      (fits.platform ? 6 : 0) +
      (fits.goal ? 3 : 0) +
      (place === -1 ? 0 : 3 - place) +
      (fits.voice === undefined ? 0 : 2) +
      (fits.category ? 1 : 0),
    reasons: [
      fits.platform ? `it suits ${PLATFORM_RULES[request.platform].name}` : undefined,
      fits.goal ? `it serves ${request.goal.toLowerCase().replace('_', ' ')}` : undefined,
      persona === undefined ? undefined : `${persona.name} answers to it`,
      fits.voice === undefined ? undefined : `it can be told in a ${fits.voice} voice, as the request asks`,
      fits.category ? `it is made for ${category?.name.toLowerCase()}` : undefined,
      angle.why,
    ].filter((reason) => reason !== undefined),
  };
}
