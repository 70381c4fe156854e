import { z } from 'zod';
import { defineTool } from '../../../platform/agents/index.ts';
import { GOALS } from '../serving/brief.ts';
import { classifyProduct, countMatches, wordsOf } from './category.ts';
import { bestOf } from './choice.ts';
import { loadPersonas, type Persona } from './curated.ts';
import type { ToolContext } from './tool-context.ts';

/** The persona of data/personas.json that a product speaks to, with the reasons. */
export const personaClassifier = defineTool({
  name: 'personaClassifier',
  description: 'Picks the one persona that the brief speaks to, and says why.',
  schema: z.object({
    brand: z.string().min(1).max(80),
    product: z.string().min(1).max(120),
    goal: z.enum(GOALS),
    audience: z
      .string()
      .max(300)
      .nullable()
      .describe('The audience of the request, or null where it names none.'),
  }),
  async run({ brand, product, goal, audience }, { request }: ToolContext) {
    const { category } = classifyProduct(brand, product, request.platform);
    const audienceWords = wordsOf(audience ?? '');
    const productWords = wordsOf(`${brand} ${product}`);
    const rank = (persona: Persona) => {
      const inAudience = countMatches(persona.words, audienceWords);
      const inProduct = countMatches(persona.words, productWords);
      const categoryIndex = persona.categories.indexOf(category.id);
      const hasGoal = persona.goals.includes(goal);
      const score =
        8 * inAudience +
        2 * inProduct +
        (categoryIndex === -1 ? 0 : 4 - Math.min(categoryIndex, 2)) +
        (hasGoal ? 2 : 0);
      const reasons = [
        inAudience > 0 ? `the audience "${audience}" describes this persona` : undefined,
        inProduct > 0 ? 'the name of the product speaks to it' : undefined,
        categoryIndex >= 0 ? `${category.name.toLowerCase()} is close to its heart` : undefined,
        hasGoal ? `it responds to ${goal.toLowerCase().replace('_', ' ')} campaigns` : undefined,
      ].filter((reason) => reason !== undefined);
      return { persona, score, reasons };
    };
    const { persona, reasons } = bestOf(loadPersonas().map(rank), brand, product, goal);
    const because = reasons.length > 0 ? reasons : ['no other persona is closer to this product'];
    return {
      summary: `${persona.name}: ${because.join('; ')}.`,
      data: {
        persona: {
          id: persona.id,
          name: persona.name,
          description: persona.description,
          cares: persona.cares,
          voice: persona.voice,
        },
        reasons: because,
      },
    };
  },
});
