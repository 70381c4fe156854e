import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GOALS, PLATFORMS } from '../serving/brief.ts';
import { creativeAngle } from './creative-angle.ts';
import { loadAngles, loadPersonas } from './curated.ts';
import { contextFor } from './tool-context.fixture.ts';

const Found = z.object({
  angle: z.object({ id: z.string(), name: z.string() }),
  reasons: z.array(z.string()).min(1),
});

describe('creativeAngle', () => {
  it('gives an angle that suits the platform, for every platform, goal and persona', async () => {
    for (const platform of PLATFORMS) {
      for (const goal of GOALS) {
        for (const { name } of loadPersonas()) {
          const args = { product: 'Trail Runner 2', goal, platform, persona: name };
          const { data } = await creativeAngle.run(args, contextFor({ platform }));
          const { angle } = Found.parse(data);
          expect(
            loadAngles().find(({ id }) => id === angle.id)?.platforms,
            `${platform} ${goal} ${name}`,
          ).toContain(platform);
        }
      }
    }
  });

  it('differs between products that everything else is the same for, and is the same for the same one', async () => {
    const angleOf = async (product: string) => {
      const args = { product, goal: 'AWARENESS', platform: 'INSTAGRAM', persona: 'The Early Riser' };
      return Found.parse((await creativeAngle.run(args, contextFor())).data).angle.id;
    };
    const products = Array.from({ length: 20 }, (_item, index) => `Trail Runner ${index}`);
    const angles = await Promise.all(products.map(angleOf));
    expect(new Set(angles).size).toBeGreaterThan(2);
    expect(await Promise.all(products.map(angleOf))).toEqual(angles);
  });

  it('refers to personas and categories that there are', () => {
    const personas = new Set(loadPersonas().map(({ id }) => id));
    expect(loadAngles().flatMap((angle) => angle.personas.filter((id) => !personas.has(id)))).toEqual([]);
  });
});
