/** Which of the briefs of a request is written: another variant, or the same once more, is another brief. */
export interface Variant {
  /** Empty for the first; see {@link seedOf}. */
  readonly seed: string;
  /** The ids of the angles that the other variants have. */
  readonly usedAngles: readonly string[];
  /** How the briefs begin that this one is not to be like. */
  readonly openings: readonly string[];
}

/** The first brief of a request. */
export const FIRST_VARIANT: Variant = { seed: '', usedAngles: [], openings: [] };

/**
 * What a variant is chosen by, so that it is another one each time.
 * @param attempt how often it was written anew, from 0
 * @param variant from 0
 */
export function seedOf(attempt: number, variant: number): string {
  return attempt === 0 && variant === 0 ? '' : `${attempt}.${variant}`;
}
