import type { BriefDraft } from './brief.ts';

/** Which of the briefs of a request is written: another variant, or the same once more, is another brief. */
export interface Variant {
  /** Empty for the first; see {@link seedOf}. */
  readonly seed: string;
  /** The ids of the angles that the other variants have. */
  readonly usedAngles: readonly string[];
  /** How the briefs begin that this one is not to be like. */
  readonly openings: readonly string[];
  /** What the team's newest other briefs tell, whatever they are of; see {@link toldIn}. For the offline writer alone: a model repeats itself less. */
  readonly told: readonly string[];
}

/** The first brief of a request. */
export const FIRST_VARIANT: Variant = { seed: '', usedAngles: [], openings: [], told: [] };

/** So many of the newest briefs of a team are not told again. */
export const MOST_REMEMBERED = 100;

const LONGEST_TOLD = 100;

/** What of a brief is not to be told again: how its angle begins, which names the idea, and its hooks. */
export function toldIn({
  creativeAngle,
  hookIdeas,
}: Pick<BriefDraft, 'creativeAngle' | 'hookIdeas'>): string[] {
  return [creativeAngle, ...hookIdeas].map((text) => text.slice(0, LONGEST_TOLD));
}

/**
 * What a variant is chosen by, so that it is another one each time.
 * @param attempt how often it was written anew, from 0
 * @param variant from 0
 */
export function seedOf(attempt: number, variant: number): string {
  return attempt === 0 && variant === 0 ? '' : `${attempt}.${variant}`;
}
