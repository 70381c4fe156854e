/** The ids of data/trends.json. A product that none of them fits has no category. */
export const CATEGORY_IDS = [
  'fitness',
  'skincare',
  'fashion',
  'drinks',
  'food',
  'travel',
  'gaming',
  'home',
  'family',
  'pets',
  'finance',
  'learning',
  'outdoors',
  'wellness',
  'music',
  'mobility',
  'technology',
  'software',
  'everyday',
  'alcohol',
  'charity',
  'events',
  'business',
  'health',
  'culture',
  'agriculture',
  'baby',
] as const;

export type CategoryId = (typeof CATEGORY_IDS)[number];

/** Those that say something about a product: "everyday" is what somebody may ask for who wants nothing more exact. */
export const TELLING_CATEGORY_IDS = CATEGORY_IDS.filter(
  (id): id is Exclude<CategoryId, 'everyday'> => id !== 'everyday',
);
