import { z } from 'zod';
import { defineTool } from '../../../platform/agents/index.ts';
import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import { GOALS, PLATFORMS } from '../serving/brief.ts';
import { classifyProduct } from './category.ts';
import { bestOf } from './choice.ts';
import { type Angle, loadAngles, loadPersonas } from './curated.ts';
import { refuseOtherPlatform, type ToolContext } from './tool-context.ts';

/** One angle of data/angles.json for a product, goal, platform and persona, with the reasons. */
export const creativeAngle = defineTool({
  name: 'creativeAngle',
  description: 'Picks the one creative angle that the brief follows, with its direction and the reasons.',
  schema: z.object({
    product: z.string().min(1).max(120),
    goal: z.enum(GOALS),
    platform: z.enum(PLATFORMS).describe('The platform of the brief.'),
    persona: z.string().max(80).describe('The name of the persona that personaClassifier gave.'),
  }),
  async run({ product, goal, platform, persona }, { request }: ToolContext) {
    refuseOtherPlatform(platform, request);
    const { category } = classifyProduct(request.brand, product, platform);
    const personaId = loadPersonas().find(({ name }) => name.toLowerCase() === persona.toLowerCase())?.id;
    const rank = (angle: Angle) => {
      const fits = {
        platform: angle.platforms.includes(platform),
        goal: angle.goals.includes(goal),
        persona: personaId !== undefined && angle.personas.includes(personaId),
        category: angle.categories?.includes(category.id) === true,
      };
      const isElsewhere = angle.categories !== undefined && !fits.category;
      // The platform decides; goal and persona weigh the same, so that the product's own seed has equals to choose from.
      const score =
        (fits.platform ? 6 : 0) +
        (fits.goal ? 3 : 0) +
        (fits.persona ? 2 : 0) +
        (fits.category ? 1 : 0) -
        (isElsewhere ? 4 : 0);
      return { angle, fits, score: Math.min(score, 10) };
    };
    const { angle, fits } = bestOf(loadAngles().map(rank), request.brand, product, goal, platform, persona);
    const reasons = [
      fits.platform ? `it suits ${PLATFORM_RULES[platform].name}` : undefined,
      fits.goal ? `it serves ${goal.toLowerCase().replace('_', ' ')}` : undefined,
      fits.persona ? `${persona} answers to it` : undefined,
      fits.category ? `it is made for ${category.name.toLowerCase()}` : undefined,
      angle.why,
    ].filter((reason) => reason !== undefined);
    return {
      summary: `"${angle.name}": ${reasons.join('; ')}.`,
      data: {
        angle: {
          id: angle.id,
          name: angle.name,
          direction: angle.direction,
          why: angle.why,
        },
        reasons,
      },
    };
  },
});
