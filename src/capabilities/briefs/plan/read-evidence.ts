import { z } from 'zod';
import {
  type BriefDraft,
  type Evidence,
  PRODUCT_KINDS,
  type ProductKind,
  RESULTS_SCOPES,
} from '../serving/brief.ts';

const Direction = z.object({
  category: z.object({ id: z.string(), name: z.string() }).nullable(),
  kind: z.enum(PRODUCT_KINDS),
  angles: z.array(z.object({ id: z.string(), name: z.string(), direction: z.string() })).default([]),
});

const Post = z.object({
  platform: z.string().nullable().default(null),
  postedAt: z.string().nullable().default(null),
  format: z.string().nullable().default(null),
  caption: z.string().nullable(),
  engagementRate: z.number().nullable(),
  lift: z.number().nullable().default(null),
});

const Performer = z.object({
  influencerId: z.string(),
  posts: z.number(),
  views: z.number(),
  engagementRate: z.number().nullable(),
  lift: z.number().nullable().default(null),
  bestPosts: z.array(Post),
});

const Results = z.object({
  scope: z.enum(RESULTS_SCOPES).default('NONE'),
  note: z.string().default(''),
  performers: z.array(Performer),
  creator: Performer.nullable().default(null),
});

export type EvidencePost = z.output<typeof Post>;

/** What creativeDirection found; null where it failed, or was not there yet. */
export function readDirection(evidence: readonly Evidence[]) {
  return read(evidence, 'creativeDirection', Direction);
}

/** What topPerformers found; null where it failed. */
export function readResults(evidence: readonly Evidence[]) {
  return read(evidence, 'topPerformers', Results);
}

/**
 * The id of the angle that a brief took: the one that it names, else the one whose words it shares most; undefined where none was
 * offered.
 */
export function angleOf({
  creativeAngle,
  evidence,
}: Pick<BriefDraft, 'creativeAngle'> & { readonly evidence: readonly Evidence[] }): string | undefined {
  const angles = readDirection(evidence)?.angles ?? [];
  const said = wordsIn(creativeAngle);
  const scored = angles.map(({ id, name, direction }) => {
    const isNamed = creativeAngle.toLowerCase().includes(name.toLowerCase());
    const words = wordsIn(direction);
    const shared = [...words].filter((word) => said.has(word)).length / Math.max(1, words.size);
    return { id, score: (isNamed ? 1 : 0) + shared };
  });
  return scored.reduce<{ id: string; score: number } | undefined>(
    (best, next) => (best === undefined || next.score > best.score ? next : best),
    undefined,
  )?.id;
}

const wordsIn = (text: string) => new Set(text.toLowerCase().match(/\p{L}{4,}/gu) ?? []);

/** The product's kind where no tool told: what a platform's results say nothing of is a thing. */
export const DEFAULT_KIND: ProductKind = 'OBJECT';

/** Where posts were measured that a brief could rest on, in words for a reader. */
export function wordsOfScope(
  scope: z.output<typeof Results>['scope'],
  campaignId: string | null,
  platform: string,
) {
  return {
    CAMPAIGN_AND_PLATFORM: `in ${campaignId} on ${platform}`,
    CAMPAIGN: `in ${campaignId} on all platforms`,
    PLATFORM: `on ${platform}`,
    CREATOR: "in the creator's own posts",
    NONE: 'anywhere',
  }[scope];
}

/** The last result of a tool: a second call knows more than the first. */
function read<Shape extends z.ZodType>(
  evidence: readonly Evidence[],
  tool: string,
  shape: Shape,
): z.output<Shape> | null {
  const found = evidence.findLast((result) => result.tool === tool);
  return found === undefined ? null : (shape.safeParse(found.data).data ?? null);
}
