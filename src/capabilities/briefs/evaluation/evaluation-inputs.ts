import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CATEGORY_IDS } from '../category/categories.ts';
import { type BriefRequest, PRODUCT_KINDS } from '../serving/brief.ts';
import { checkBriefRequest } from '../serving/brief-request.ts';

const Inputs = z.array(
  z.strictObject({
    /** What it is; null: nothing of the list. */
    category: z.enum(CATEGORY_IDS).nullable(),
    kind: z.enum(PRODUCT_KINDS),
    input: z.record(z.string(), z.unknown()),
  }),
);

/** A request with what its product is. */
export interface EvaluationInput {
  readonly category: z.output<typeof Inputs>[number]['category'];
  readonly kind: z.output<typeof Inputs>[number]['kind'];
  readonly request: BriefRequest;
}

/** The requests of data/evaluation/briefs.json: all categories, kinds, goals and platforms. */
export function readInputs(): EvaluationInput[] {
  const file = new URL('../../../../data/evaluation/briefs.json', import.meta.url);
  return Inputs.parse(JSON.parse(readFileSync(file, 'utf8'))).map(({ category, kind, input }) => ({
    category,
    kind,
    request: checkBriefRequest(input),
  }));
}
