/** What the sample knows of a campaign. `id` is what the brand's team would have typed. */
export interface SampleCampaign {
  readonly id: string;
  /** What creators have to post about to be asked for it. */
  readonly topics: readonly Topic[];
  /** First and last day of posting, both included. */
  readonly from: string;
  readonly to: string;
  /** Its share of all posts, relative to the others. */
  readonly weight: number;
  /** How well it was received: multiplies every creator's usual engagement. */
  readonly appeal: number;
  readonly hashtags: readonly string[];
  readonly captions: readonly string[];
}

export const TOPICS = ['beauty', 'outdoors', 'food', 'study', 'fitness', 'home', 'gaming', 'pets'] as const;
export type Topic = (typeof TOPICS)[number];

export const CAMPAIGNS: readonly SampleCampaign[] = [
  {
    id: 'summer-glow-2026',
    topics: ['beauty', 'fitness'],
    from: '2026-05-18',
    to: '2026-08-30',
    weight: 1.8,
    appeal: 1.25,
    hashtags: ['summerglow', 'spf', 'skincare', 'glassskin', 'sunsafe', 'getreadywithme'],
    captions: [
      'Three steps, two minutes, out of the door',
      'SPF first, then everything else',
      'I wore it through a heatwave, here is what stayed',
      'My mother asked what I changed. This.',
      'Glow test: office light, sunlight, "bathroom of truth" light',
    ],
  },
  {
    id: 'spring-trailhead-2026',
    topics: ['outdoors', 'fitness'],
    from: '2026-03-02',
    to: '2026-05-24',
    weight: 1,
    appeal: 1,
    hashtags: ['springtrailhead', 'hiking', 'daypack', 'trailtok', 'outside'],
    captions: [
      'Eleven kilometres of mud, one dry pair of socks',
      'What is in my daypack, with weights',
      'The view at the top, and the truth about the way up',
      'First trail of the year: too early, worth it',
    ],
  },
  {
    id: 'slow-mornings',
    topics: ['food', 'home'],
    from: '2026-01-12',
    to: '2026-04-12',
    weight: 1.1,
    appeal: 0.95,
    hashtags: ['slowmornings', 'coffee', 'pourover', 'breakfast', 'cozy'],
    captions: [
      'No phone until the cup is empty',
      'Pour over, wait, look out of the window, repeat',
      'The kettle is the only loud thing here',
      'Sunday recipe: oats, pear, patience',
    ],
  },
  {
    id: 'back-to-campus-2026',
    topics: ['study', 'gaming'],
    from: '2026-08-10',
    to: '2026-10-11',
    weight: 1.2,
    appeal: 1.1,
    hashtags: ['backtocampus', 'studywithme', 'dormlife', 'desksetup', 'notetaking'],
    captions: [
      'Desk before, desk after, desk by Friday',
      'The one notebook system that I kept past week three',
      'Study with me: four rounds of 25 minutes',
      'Dorm room, nine square metres, everything has a hook',
    ],
  },
  {
    id: 'first-light-fitness',
    topics: ['fitness'],
    from: '2026-01-01',
    to: '2026-02-28',
    weight: 0.9,
    appeal: 0.85,
    hashtags: ['firstlight', 'morningworkout', 'homegym', 'day1', 'stretch'],
    captions: [
      'Day 1 of 30. It was not pretty.',
      'Ten minutes, no equipment, no jumping (downstairs neighbours)',
      'Day 30: what changed and what did not',
      'Warm up like you mean it',
    ],
  },
  {
    id: 'plant-parent-month',
    topics: ['home'],
    from: '2026-04-01',
    to: '2026-04-30',
    weight: 0.5,
    appeal: 1.4,
    hashtags: ['plantparent', 'houseplants', 'repotting', 'urbanjungle', 'newleaf'],
    captions: [
      'New leaf, who is this?',
      'I repotted eleven plants and lost one. A eulogy.',
      'North window? These five will forgive you',
      'Watering schedule, honestly',
    ],
  },
  {
    id: 'tiny-kitchen-challenge',
    topics: ['food', 'home', 'study'],
    from: '2026-02-16',
    to: '2026-06-14',
    weight: 1.5,
    appeal: 1.15,
    hashtags: ['tinykitchen', 'onepan', 'easyrecipes', 'smallspace', 'dinnerin20'],
    captions: [
      'One pan, one knife, one very small counter',
      'Dinner for four from two hobs',
      'You do not need an oven for this',
      'Rated by my flatmate: "would eat again, would not wash up"',
      'Part 2, because you asked: the sauce',
    ],
  },
  {
    id: 'night-owl-gaming',
    topics: ['gaming'],
    from: '2026-09-07',
    to: '2026-12-13',
    weight: 1,
    appeal: 0.9,
    hashtags: ['nightowl', 'cozygames', 'setup', 'speedrun', 'latenightstream'],
    captions: [
      'One more round, said at 1, 2 and 3 a.m.',
      'Headset test: can you hear the footsteps?',
      'My worst run, with commentary',
      'Cozy game of the week: no timers, no enemies, one goose',
    ],
  },
  {
    id: 'pack-light-2026',
    topics: ['outdoors', 'beauty'],
    from: '2026-06-01',
    to: '2026-09-20',
    weight: 1.1,
    appeal: 1.05,
    hashtags: ['packlight', 'carryon', 'traveltips', 'weekender', 'onebag'],
    captions: [
      'Nine days, one bag, nothing left over',
      'Fold, roll or stuff? I timed it',
      'Everything that I took and never used',
      'Airport outfit, but make it fit under the seat',
    ],
  },
  {
    id: 'mend-and-wear',
    topics: ['beauty', 'home', 'study'],
    from: '2026-03-16',
    to: '2026-11-01',
    weight: 0.8,
    appeal: 1.3,
    hashtags: ['mendandwear', 'visiblemending', 'slowfashion', 'thrifted', 'capsulewardrobe'],
    captions: [
      'This jumper is older than I am',
      'Visible mending for people with no patience',
      'Three outfits, one shirt, zero new things',
      'The button was the easy part',
    ],
  },
  {
    id: 'paws-and-play',
    topics: ['pets'],
    from: '2026-02-02',
    to: '2026-12-20',
    weight: 1,
    appeal: 1.5,
    hashtags: ['pawsandplay', 'dogsof', 'rescuecat', 'puppytraining', 'zoomies'],
    captions: [
      'He knows the word. He chooses violence.',
      'Toy review by the harshest critic in the house',
      'Recall training, week 4: squirrel 1, us 0',
      'She has opinions on the new bed',
    ],
  },
  {
    id: 'winter-warmers-2026',
    topics: ['food', 'home', 'fitness', 'pets'],
    from: '2026-10-26',
    to: '2026-12-31',
    weight: 1.3,
    appeal: 1,
    hashtags: ['winterwarmers', 'souptok', 'hygge', 'giftideas', 'darkevenings'],
    captions: [
      'Soup number 14 of 31',
      'It gets dark at four, so we bake',
      'Gift ideas under twenty that are not candles',
      'The scarf took nine episodes to knit',
    ],
  },
];
