import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GOALS } from '../serving/brief.ts';
import { loadPersonas } from './curated.ts';
import { personaClassifier } from './persona-classifier.ts';
import { contextFor } from './tool-context.fixture.ts';

const Found = z.object({ persona: z.object({ name: z.string() }), reasons: z.array(z.string()) });

async function classify(
  product: string,
  audience: string | null = null,
  goal: (typeof GOALS)[number] = 'AWARENESS',
) {
  const { data } = await personaClassifier.run({ brand: 'Acme', product, goal, audience }, contextFor());
  return Found.parse(data);
}

describe('personaClassifier', () => {
  it.each([
    ['running shoes', null, 'The Early Riser'],
    ['dog treats', null, 'The Devoted Pet Person'],
    ['budgeting app', null, 'The Steady Planner'],
    ['cold brew', null, 'The Taste Hunter'],
    ['cold brew', 'gamers and streamers', 'The Squad Player'],
    ['running shoes', 'parents of toddlers', 'The Busy Parent'],
  ])('says whom %s for %s speaks to', async (product, audience, persona) => {
    expect((await classify(product, audience)).persona.name).toBe(persona);
  });

  it('gives its reasons, the audience first', async () => {
    expect((await classify('cold brew', 'gamers')).reasons[0]).toBe(
      'the audience "gamers" describes this persona',
    );
    expect((await classify('qwertz')).reasons.length).toBeGreaterThan(0);
  });

  it('knows a persona for every goal, always the same', async () => {
    const names = new Set(loadPersonas().map(({ name }) => name));
    for (const goal of GOALS) {
      const { persona } = await classify('thing', null, goal);
      expect(names.has(persona.name)).toBe(true);
      expect((await classify('thing', null, goal)).persona.name).toBe(persona.name);
    }
  });
});
