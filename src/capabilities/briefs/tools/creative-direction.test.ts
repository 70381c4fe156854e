import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TELLING_CATEGORY_IDS } from '../category/categories.ts';
import { GOALS, PLATFORMS, PRODUCT_KINDS } from '../serving/brief.ts';
import { creativeDirection } from './creative-direction.ts';
import { loadAngles, loadPersonas } from './curated.ts';
import { contextFor } from './tool-context.fixture.ts';

const Choice = z.object({
  id: z.string(),
  name: z.string(),
  score: z.number(),
  reasons: z.array(z.string()).min(1),
});
const Found = z.object({
  category: z.object({ id: z.string() }).nullable(),
  kind: z.string(),
  personas: z.array(Choice).length(3),
  angles: z.array(Choice).length(3),
});

type Input = NonNullable<Parameters<typeof contextFor>[0]>;

async function direct(input: Input, said: object = {}, more: { seed?: string; usedAngles?: string[] } = {}) {
  const { data } = await creativeDirection.run(said, { ...contextFor(input), ...more });
  return Found.parse(data);
}

const ids = (choices: readonly { readonly id: string }[]) => choices.map(({ id }) => id);

describe('creativeDirection', () => {
  it('gives three personas and three angles with scores and reasons, the best first', async () => {
    const { personas, angles } = await direct({ product: 'running shoes' });
    for (const choices of [personas, angles]) {
      expect(choices.map(({ score }) => score)).toEqual(
        choices.map(({ score }) => score).toSorted((left, right) => right - left),
      );
    }
    expect(personas[0]).toMatchObject({ id: 'early-riser' });
  });

  it.each<[string, Input, string]>([
    ['dog treats', {}, 'devoted-pet-person'],
    ['budgeting app', {}, 'steady-planner'],
    ['cold brew', {}, 'taste-hunter'],
    ['cold brew', { audience: 'gamers and streamers' }, 'squad-player'],
    ['running shoes', { audience: 'parents of toddlers' }, 'busy-parent'],
  ])('puts first whom %s for %o speaks to', async (product, input, persona) => {
    expect((await direct({ product, ...input })).personas[0]?.id).toBe(persona);
  });

  it.each<[string, string, string, boolean]>([
    ['oven for bakeries', 'bakery owners', 'devoted-pet-person', false],
    ['museum tickets', 'dog walkers', 'devoted-pet-person', false],
    ['life insurance', 'home owners', 'devoted-pet-person', false],
    ['dog food', 'owners of old dogs', 'devoted-pet-person', true],
    ['grooming brush for pets', 'dog walkers', 'devoted-pet-person', true],
    ['e-bike', 'first buyers of a bike', 'curious-beginner', false],
    ['piano course', 'first steps at forty', 'curious-beginner', true],
    ['steam iron', 'lovers of order', 'taste-hunter', false],
    ['sourdough bread', 'lovers of good bread', 'taste-hunter', true],
    ['half marathon training plan', 'football fans', 'squad-player', false],
    ['gaming headset', 'fans of strategy games', 'squad-player', true],
    ['invoice software', 'freelancers and founders', 'desk-optimizer', true],
  ])('of "%s" for "%s" puts %s first: %s', async (product, audience, persona, isFirst) => {
    expect((await direct({ product, audience })).personas[0]?.id === persona).toBe(isFirst);
  });

  it('takes "men" and "women" for no evidence of taste', async () => {
    const without = await direct({ product: 'e-bike' });
    for (const audience of ['men', 'women', 'women and men']) {
      expect(await direct({ product: 'e-bike', audience })).toEqual(without);
    }
  });

  it('chooses other personas and angles for another audience, and for another tone', async () => {
    const plain = await direct({ product: 'cold brew' });
    for (const change of [{ audience: 'freelancers in remote teams' }, { tone: 'calm, elegant' }]) {
      const changed = await direct({ product: 'cold brew', ...change });
      expect(ids(changed.personas)).not.toEqual(ids(plain.personas));
      expect(ids(changed.angles)).not.toEqual(ids(plain.angles));
    }
  });

  it('says who owes its place to the order of the list, which a seed rotates', async () => {
    const plain = await direct({ product: 'qwertz' });
    const reasons = [...plain.personas, ...plain.angles].flatMap((choice) => choice.reasons);
    expect(reasons.join()).toContain('comes first in our list');
    expect(await direct({ product: 'qwertz' })).toEqual(plain);
    const seeded = await Promise.all(
      ['1', '2', '3', '4', '5'].map((seed) => direct({ product: 'qwertz' }, {}, { seed })),
    );
    expect(new Set(seeded.map(({ angles }) => ids(angles).join())).size).toBeGreaterThan(1);
  });

  it('gives other variants other angles', async () => {
    const first = await direct({ product: 'cold brew' });
    const next = await direct({ product: 'cold brew' }, {}, { usedAngles: ids(first.angles) });
    expect(ids(next.angles).filter((id) => ids(first.angles).includes(id))).toEqual([]);
  });

  it('takes the kind and the category that a model names', async () => {
    const said = await direct({ product: 'Qwertz' }, { category: 'culture', kind: 'PLACE' });
    expect(said).toMatchObject({ category: { id: 'culture' }, kind: 'PLACE' });
    const kinds = loadAngles()
      .filter(({ id }) => ids(said.angles).includes(id))
      .map((angle) => angle.kinds);
    expect(kinds.every((list) => list.includes('PLACE'))).toBe(true);
  });

  it('has five angles for every kind and category, and three that suit each platform', () => {
    for (const kind of PRODUCT_KINDS) {
      for (const category of TELLING_CATEGORY_IDS) {
        const possible = loadAngles().filter(
          ({ kinds, categories, unfitCategories }) =>
            kinds.includes(kind) &&
            categories?.includes(category) !== false &&
            unfitCategories?.includes(category) !== true,
        );
        expect(possible.length, `${kind} ${category}`).toBeGreaterThanOrEqual(5);
      }
      for (const platform of PLATFORMS) {
        const suited = loadAngles().filter(
          ({ kinds, platforms }) => kinds.includes(kind) && platforms.includes(platform),
        );
        expect(suited.length, `${kind} ${platform}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('refers to personas that there are, and knows one for every goal and category', () => {
    const personas = new Set(loadPersonas().map(({ id }) => id));
    expect(loadAngles().flatMap((angle) => angle.personas.filter((id) => !personas.has(id)))).toEqual([]);
    const goals = new Set(loadPersonas().flatMap((persona) => persona.goals));
    expect(GOALS.filter((goal) => !goals.has(goal))).toEqual([]);
    const categories = new Set(loadPersonas().flatMap((persona) => persona.categories));
    expect(TELLING_CATEGORY_IDS.filter((id) => !categories.has(id))).toEqual([]);
  });
});
