/** What the offline writer has to keep over a set of requests: the suite and `npm run evaluate` hold it to these. */
export type Limits = Readonly<Record<keyof typeof LIMITS, number>>;

/** Over data/evaluation/briefs.json. */
export const LIMITS = {
  /** At least this share of the products has the right category; a wrong one is worse than none. */
  categoryRight: 0.9,
  categoryWrong: 0.05,
  kindRight: 0.9,
  /** At most this share of 5-grams, names taken out, stands in the text of any other product of the team. */
  repeatedInCaptions: 0.02,
  repeatedInHooks: 0.02,
  repeatedInAngles: 0.03,
  /** At least this share of the posts that are cited are of the brief's platform, where the team has any there. */
  citedOnPlatform: 0.9,
  /** At least this share of a caption's content words belongs to this product and its category. */
  specificity: 0.5,
  /** Of every brief. */
  ungroundedNumbers: 0,
  faults: 0,
} as const;

/** Over products that the ideas were not tried on. */
export const HELD_OUT_LIMITS: Limits = {
  ...LIMITS,
  /** Of the third that everybody's run takes, two products are 8 %. */
  categoryWrong: 0.09,
};
