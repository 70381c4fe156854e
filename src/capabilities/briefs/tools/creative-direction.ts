import { defineTool } from '../../../platform/agents/index.ts';
import { findProduct, ProductArguments } from './product.ts';
import { rankAngles } from './rank-angles.ts';
import { rankPersonas } from './rank-personas.ts';
import type { ToolContext } from './tool-context.ts';
import { voicesIn } from './voice.ts';

/** The three personas and the three angles that suit a request best, with scores and reasons: the writer picks. */
export const creativeDirection = defineTool({
  name: 'creativeDirection',
  description:
    'The three personas and the three creative angles that suit the request, each with a score and the reasons. Pick one of each, which need not be the first.',
  schema: ProductArguments,
  async run(said, context: ToolContext) {
    const { request, seed, usedAngles } = context;
    const { category, categoryFrom, kind } = await findProduct(said, context);
    const voices = voicesIn(request.tone);
    const personas = rankPersonas({ request, category, voices, seed });
    const angles = rankAngles({
      request,
      category,
      kind,
      voices,
      personas: personas.map(({ item }) => item),
      usedAngles,
      seed,
    });
    return {
      summary: `Personas: ${personas.map(({ item }) => item.name).join(', ')}. Angles: ${angles
        .map(({ item }) => `"${item.name}"`)
        .join(', ')}.`,
      data: {
        category: category === null ? null : { id: category.id, name: category.name },
        categoryFrom,
        kind,
        personas: personas.map(({ item: { id, name, description, cares, voice }, score, reasons }) => ({
          id,
          name,
          description,
          cares,
          voice,
          score,
          reasons: [...reasons],
        })),
        angles: angles.map(({ item: { id, name, direction, why }, score, reasons }) => ({
          id,
          name,
          direction,
          why,
          score,
          reasons: [...reasons],
        })),
      },
    };
  },
});
