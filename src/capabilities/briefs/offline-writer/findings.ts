import { z } from 'zod';
import { CATEGORY_IDS } from '../category/categories.ts';
import { type Evidence, PRODUCT_KINDS } from '../serving/brief.ts';
import { loadPersonas, VOICES } from '../tools/curated.ts';

const Rate = z.number().nullable();
const Average = z.object({ engagementRate: Rate, posts: z.number(), views: z.number() }).nullable();

const Trends = z.object({
  average: Average,
  hashtags: z.array(
    z.object({
      hashtag: z.string(),
      from: z.enum(['OWN_POSTS', 'CURATED']),
      posts: z.number().optional(),
      engagementRate: Rate.optional(),
      lift: Rate.optional(),
    }),
  ),
});

const Direction = z.object({
  category: z.object({ id: z.enum(CATEGORY_IDS), name: z.string() }).nullable(),
  kind: z.enum(PRODUCT_KINDS),
  personas: z
    .array(
      z.object({
        name: z.string(),
        description: z.string(),
        cares: z.string(),
        voice: z.enum(VOICES),
        reasons: z.array(z.string()),
      }),
    )
    .min(1),
  angles: z.array(z.object({ id: z.string(), name: z.string(), why: z.string() })).min(1),
});

const Post = z.object({
  platform: z.string().nullable(),
  postedAt: z.string().nullable(),
  format: z.string().nullable(),
  caption: z.string().nullable(),
  engagementRate: Rate,
  lift: Rate,
});

const Performer = z.object({
  influencerId: z.string(),
  posts: z.number(),
  views: z.number(),
  engagementRate: Rate,
  lift: Rate,
  bestPosts: z.array(Post),
});
export type Performer = z.output<typeof Performer>;
export type ReferencePost = z.output<typeof Post>;

const Results = z.object({
  scope: z.string(),
  note: z.string(),
  average: Average,
  performers: z.array(Performer),
  creator: Performer.nullable(),
});
export type Results = z.output<typeof Results>;

export type TrendingHashtag = z.output<typeof Trends>['hashtags'][number];
export type PersonaFound = z.output<typeof Direction>['personas'][number];

/**
 * What the tools found, read back from their results. A tool that failed leaves its part open: then nothing is known of the
 * product, or nothing measured.
 */
export function readFindings(evidence: readonly Evidence[]) {
  const dataOf = (tool: string) => evidence.find((result) => result.tool === tool)?.data;
  const direction = Direction.safeParse(dataOf('creativeDirection')).data;
  const personas: readonly PersonaFound[] =
    direction?.personas ??
    loadPersonas()
      .slice(0, 1)
      .map((persona) => ({ ...persona, reasons: [] }));
  const category = direction?.category?.id ?? null;
  return {
    // "everyday" says nothing of a product.
    category: category === 'everyday' ? null : category,
    kind: direction?.kind ?? 'OBJECT',
    personas,
    angles: direction?.angles ?? [],
    hashtags: Trends.safeParse(dataOf('trendFetcher')).data?.hashtags ?? [],
    hashtagAverage: Trends.safeParse(dataOf('trendFetcher')).data?.average ?? null,
    results: Results.safeParse(dataOf('topPerformers')).data ?? null,
  };
}

export type Findings = ReturnType<typeof readFindings>;
