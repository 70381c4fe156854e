import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CATEGORY_IDS } from '../category/categories.ts';
import { type BriefRequest, GOALS, PLATFORMS, PRODUCT_KINDS } from '../serving/brief.ts';
import { checkBriefRequest } from '../serving/brief-request.ts';
import { fractionOf } from '../tools/choice.ts';

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

const Products = z.array(
  z.object({ product: z.string(), category: z.enum(CATEGORY_IDS).nullable(), kind: z.enum(PRODUCT_KINDS) }),
);

const HELD_OUT = 72;
const SEED = 'held-out-1';
const BEGINNINGS = ['Nor', 'Vel', 'Kas', 'Ori', 'Tam', 'Lum', 'Bre', 'Sol', 'Fen'];
const ENDINGS = ['da', 'mark', 'lin', 'ova', 'wick', 'ren', 'tia', 'holm'];

/**
 * Requests that nobody wrote ideas for: products of data/products.json that are in no other request, with invented brands, and
 * neither facts nor audiences. The seed decides which; goals and platforms go round.
 */
export function readHeldOutInputs(): EvaluationInput[] {
  const file = new URL('../../../../data/products.json', import.meta.url);
  const known = new Set(readInputs().map(({ request }) => request.product.toLowerCase()));
  return Products.parse(JSON.parse(readFileSync(file, 'utf8')))
    .filter(({ product }) => !known.has(product.toLowerCase()))
    .toSorted((left, right) => fractionOf(SEED, left.product) - fractionOf(SEED, right.product))
    .slice(0, HELD_OUT)
    .map(({ product, category, kind }, index) => ({
      category,
      kind,
      request: checkBriefRequest({
        brand: `${BEGINNINGS[index % BEGINNINGS.length]}${ENDINGS[index % ENDINGS.length]}`,
        product,
        goal: goalFor(kind, index),
        platform: PLATFORMS[index % PLATFORMS.length],
      }),
    }));
}

/** Only apps are installed. */
function goalFor(kind: EvaluationInput['kind'], index: number) {
  const goals = GOALS.filter((goal) => goal !== 'APP_INSTALLS' || kind === 'APP');
  return goals[index % goals.length];
}
