import { TOPICS, type Topic } from './campaigns.ts';
import type { Dice } from './random.ts';

export const PLATFORMS = ['TIKTOK', 'INSTAGRAM', 'YOUTUBE'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** An invented creator. */
export interface SampleInfluencer {
  /** The handle, which is the id. */
  readonly id: string;
  readonly topics: readonly Topic[];
  /** Where they post; most at home on the first. */
  readonly platforms: readonly Platform[];
  readonly followers: number;
  /** The share of their viewers who usually interact, 0 to 1. */
  readonly usualRate: number;
}

const OPENINGS = [
  'amber copper cloudy cosy crooked dusty early fern foggy gentle golden hazel hidden honest'.split(' '),
  'humming inky ivory juniper late lemon little lunar maple mellow midnight mossy noisy nutmeg'.split(' '),
  'olive paper pebble plum quiet rainy restless ruby rusty salty sandy silver sleepy slow'.split(' '),
  'soft spare sunny tangled thistle tidy tiny velvet wandering warm wild windy wobbly young'.split(' '),
].flat();

const SUBJECTS: Readonly<Record<Topic, readonly string[]>> = {
  beauty: 'balm blush brush curl dew freckle lash lipstick mirror palette serum vanity'.split(' '),
  outdoors: 'backpack campfire compass creek heron kayak lantern meadow ridge summit tent trail'.split(' '),
  food: 'biscuit crumb dumpling fork kettle ladle noodle pantry pepper skillet spoon toast'.split(' '),
  study: 'bookmark chapter desk essay inkwell lecture library margin notebook pencil quiz stapler'.split(' '),
  fitness: 'burpee deadlift jogger kettlebell lunge mat plank rower skipper sprint squat stretch'.split(' '),
  home: 'armchair basket candle cushion fern hallway loft rug shelf teapot window workbench'.split(' '),
  gaming: 'arcade boss controller dungeon joystick level pixel quest respawn speedrun sprite turret'.split(
    ' ',
  ),
  pets: 'beagle budgie corgi ferret hamster kitten paw puppy rabbit tabby terrier whisker'.split(' '),
};

const DECORATIONS: readonly ((opening: string, subject: string) => string)[] = [
  (opening, subject) => `${opening}${subject}`,
  (opening, subject) => `${opening}.${subject}`,
  (opening, subject) => `${opening}_${subject}`,
  (opening, subject) => `the${opening}${subject}`,
  (opening, subject) => `${opening}.${subject}.diaries`,
  (opening, subject) => `${subject}_and_${opening}`,
];

/** Invents `count` creators with different handles; few of them are large, and the large engage a little less. */
export function inventInfluencers(dice: Dice, count: number): SampleInfluencer[] {
  const byId = new Map<string, SampleInfluencer>();
  while (byId.size < count) {
    const topic = dice.pick(TOPICS);
    const id = dice.pick(DECORATIONS)(dice.pick(OPENINGS), dice.pick(SUBJECTS[topic]));
    const second = dice.happens(0.35) ? [dice.pick(TOPICS.filter((other) => other !== topic))] : [];
    const followers = Math.round(Math.min(9_000_000, Math.max(600, dice.logNormal(24_000, 1.5))));
    byId.set(id, {
      id,
      topics: [topic, ...second],
      platforms: dice.sample(PLATFORMS, dice.pick([1, 1, 2, 2, 3])),
      followers,
      usualRate: Math.min(0.3, dice.logNormal(0.055, 0.55) * (followers / 24_000) ** -0.06),
    });
  }
  return [...byId.values()];
}
