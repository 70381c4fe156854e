import { z } from 'zod';
import {
  type BriefDraft,
  type BriefPlan,
  type BriefRequest,
  type Evidence,
  FORMATS,
  GOALS,
  PLATFORMS,
  PRODUCT_KINDS,
  RESULTS_SCOPES,
} from './brief.ts';
import type { EditableField, Edits } from './editable-fields.ts';

/** What stands in the JSON columns of a brief, read back. Rows of before lack what came later: it is empty then. */

const text = z.string();
const texts = z.array(text);
const orNull = <Shape extends z.ZodType>(shape: Shape) => shape.nullable().default(null);

const shots = z.array(z.object({ seen: text, said: text.nullable(), onScreen: text.nullable() }));

const StoredDraft = z.object({
  caption: text,
  hookIdeas: texts,
  hashtags: texts,
  cta: text,
  tone: text,
  persona: z.object({ name: text, description: text }),
  creativeAngle: text,
  disclosure: text,
  objective: text.default(''),
  keyMessage: text.default(''),
  shots: shots.default([]),
  dos: texts.default([]),
  donts: texts.default([]),
});

/** Without what is there by default: a field that nobody changed is not in it. */
const StoredEdits = z.object({
  caption: text.exactOptional(),
  hookIdeas: texts.exactOptional(),
  hashtags: texts.exactOptional(),
  cta: text.exactOptional(),
  tone: text.exactOptional(),
  creativeAngle: text.exactOptional(),
  objective: text.exactOptional(),
  keyMessage: text.exactOptional(),
  shots: shots.exactOptional(),
  dos: texts.exactOptional(),
  donts: texts.exactOptional(),
} satisfies Record<EditableField, z.ZodType>);

const Deliverables = z.array(z.object({ format: z.enum(FORMATS), count: z.number() })).default([]);

const StoredRequest = z.object({
  brand: text,
  product: text,
  goal: z.enum(GOALS),
  platform: z.enum(PLATFORMS),
  campaignId: text.nullable(),
  audience: text.nullable(),
  tone: text.nullable(),
  locale: text,
  mustMention: texts,
  mustAvoid: texts,
  category: orNull(text),
  facts: z.array(z.object({ claim: text, proof: text.nullable() })).default([]),
  link: orNull(text),
  code: orNull(text),
  deliverables: Deliverables,
  dates: orNull(z.object({ from: text, to: text })),
  creator: orNull(text),
  country: orNull(text),
});

const creator = {
  influencerId: text,
  reason: text,
  engagementRate: z.number().nullable(),
  views: z.number(),
};

/** The shortlists of the first plans have posts in place of postCount. */
const StoredCreator = z.union([
  z.object({ ...creator, postCount: z.number() }),
  z
    .object({ ...creator, posts: z.number() })
    .transform(({ posts, ...others }) => ({ ...others, postCount: posts })),
]);

const StoredPlan = z.object({
  category: orNull(z.object({ id: text, name: text })),
  kind: orNull(z.enum(PRODUCT_KINDS)),
  deliverables: Deliverables,
  kpi: orNull(
    z.object({
      metric: z.literal('ENGAGEMENT_RATE'),
      typical: z.number(),
      target: z.number(),
      creators: z.number(),
      scope: z.enum(RESULTS_SCOPES),
    }),
  ),
  kpiNote: orNull(text),
  creators: z.array(StoredCreator).default([]),
  timeline: z.array(z.object({ day: text.nullable(), what: text })).default([]),
  compliance: z.array(z.object({ rule: text, text })).default([]),
});

const StoredEvidence: z.ZodType<readonly Evidence[]> = z.array(
  z.object({ tool: text, summary: text, data: z.record(text, z.json()) }),
);

export const WriterKind = z.enum(['MODEL', 'OFFLINE']);

export const parseDraft = (value: unknown): BriefDraft => StoredDraft.parse(value);
export const parseRequest = (value: unknown): BriefRequest => StoredRequest.parse(value);
export const parseEvidence = (value: unknown): readonly Evidence[] => StoredEvidence.parse(value);

/** A brief of before has no plan: all of it is empty, and its product is of no known kind. */
export function parsePlan(
  value: unknown,
): Omit<BriefPlan, 'kind'> & { readonly kind: BriefPlan['kind'] | null } {
  return StoredPlan.parse(value ?? {});
}

/** The fields that people changed, as they are now. */
export const parseEdits = (value: unknown): Edits => StoredEdits.parse(value);
