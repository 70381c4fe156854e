import { z } from 'zod';
import type { Evidence } from '../serving/brief.ts';
import { loadAngles, loadPersonas } from '../tools/curated.ts';
import { categoryOf } from '../tools/product.ts';

const Rate = z.number().nullable();

const Trends = z.object({
  hashtags: z.array(
    z.object({
      hashtag: z.string(),
      from: z.enum(['OWN_POSTS', 'CURATED']),
      posts: z.number().optional(),
      engagementRate: Rate.optional(),
      lift: Rate.optional(),
    }),
  ),
  moments: z.array(z.string()),
  problems: z.array(z.string()),
  outcomes: z.array(z.string()),
  shots: z.array(z.string()),
});

const Direction = z.object({
  personas: z.array(z.object({ id: z.string() })),
  angles: z.array(z.object({ id: z.string() })),
});

const Performers = z.object({
  performers: z.array(
    z.object({
      influencerId: z.string(),
      posts: z.number(),
      views: z.number(),
      engagementRate: Rate,
      bestPosts: z.array(z.object({ caption: z.string().nullable(), hashtags: z.array(z.string()) })),
    }),
  ),
});

export type Performer = z.output<typeof Performers>['performers'][number];
export type TrendingHashtag = z.output<typeof Trends>['hashtags'][number];

/** What the tools found, read back from their results. A tool that failed leaves its part to what is curated. */
export function readFindings(evidence: readonly Evidence[]) {
  const dataOf = (tool: string) => evidence.find((result) => result.tool === tool)?.data;
  const trends = Trends.safeParse(dataOf('trendFetcher')).data;
  const direction = Direction.safeParse(dataOf('creativeDirection')).data;
  const personaId = direction?.personas[0]?.id;
  const angleId = direction?.angles[0]?.id;
  const [anyPersona] = loadPersonas();
  const [anyAngle] = loadAngles();
  const persona = loadPersonas().find(({ id }) => id === personaId) ?? anyPersona;
  const angle = loadAngles().find(({ id }) => id === angleId) ?? anyAngle;
  const words = trends === undefined || trends.moments.length === 0 ? categoryOf('everyday') : trends;
  if (persona === undefined || angle === undefined || words === null)
    throw new Error('data/ has no personas or no angles');
  return {
    words,
    hashtags: trends?.hashtags ?? [],
    persona,
    angle,
    performers: Performers.safeParse(dataOf('topPerformers')).data?.performers ?? [],
  };
}

export type Findings = ReturnType<typeof readFindings>;
