import { z } from 'zod';
import { ungroundedNumbers } from '../../../platform/agents/grounding/grounding.ts';
import { briefOutput } from '../checks/check-brief.ts';
import { draftTexts } from '../checks/draft-texts.ts';
import { captionLengthOf } from '../checks/form.ts';
import { groundsOf } from '../checks/grounds.ts';
import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import type { BriefDraft, BriefRequest, Evidence, ProductKind } from '../serving/brief.ts';
import type { EvaluationInput } from './evaluation-inputs.ts';
import { shareRepeated, tokensOf, withoutNames } from './repetition.ts';
import { specificityOf } from './specificity.ts';

/** A brief beside what it was asked for. */
export interface EvaluatedBrief {
  readonly asked: EvaluationInput;
  readonly brief: BriefDraft & { readonly evidence: readonly Evidence[] };
}

/** What can be counted of briefs. Shares are 0 to 1. */
export interface Figures {
  readonly briefs: number;
  readonly categoryRight: number;
  readonly categoryWrong: number;
  readonly kindRight: number;
  /** Numbers that stand in no evidence, of all briefs together. */
  readonly ungroundedNumbers: number;
  /** Reasons for which the checks would refuse a brief, of all together: claims, wishes, lengths, labels and all else. */
  readonly faults: number;
  readonly repeatedInCaptions: number;
  readonly repeatedInHooks: number;
  readonly repeatedInAngles: number;
  readonly specificity: number;
  /** Of the posts that are cited, those on the brief's platform; null where none was cited. */
  readonly citedOnPlatform: number | null;
  readonly citedPosts: number;
  /** The middle caption, in words. */
  readonly captionWords: number;
  /** The fullest caption: its length as a share of what the platform takes. */
  readonly fullestCaption: number;
  /** Captions with a line that the creator has to fill in. */
  readonly captionsWithBlanks: number;
}

const Direction = z.object({ category: z.object({ id: z.string() }).nullable(), kind: z.string() });
const Cited = z.object({
  performers: z.array(
    z.object({
      influencerId: z.string(),
      bestPosts: z.array(z.object({ caption: z.string().nullable(), platform: z.string().nullable() })),
    }),
  ),
});

/** Counts what can be counted. The briefs are of different products. */
export function measureBriefs(evaluated: readonly EvaluatedBrief[]): Figures {
  const found = evaluated.map(
    ({ brief }) => Direction.safeParse(dataOf(brief.evidence, 'creativeDirection')).data,
  );
  const share = (test: (one: EvaluatedBrief, index: number) => boolean) =>
    evaluated.filter(test).length / Math.max(1, evaluated.length);
  const categoryOf = (index: number) => withoutEveryday(found[index]?.category?.id ?? null);
  const cited = evaluated.flatMap(citedPosts);
  const faults = evaluated.flatMap(({ asked, brief }) => {
    const output = briefOutput(asked.request, '');
    return [output.check, output.checkForm].flatMap((check) => check?.(brief, brief.evidence) ?? []);
  });
  return {
    briefs: evaluated.length,
    categoryRight: share(({ asked }, index) => categoryOf(index) === asked.category),
    categoryWrong: share(
      ({ asked }, index) => categoryOf(index) !== null && categoryOf(index) !== asked.category,
    ),
    kindRight: share(({ asked }, index) => found[index]?.kind === (asked.kind satisfies ProductKind)),
    ungroundedNumbers: evaluated.reduce((sum, { asked, brief }) => sum + ungrounded(asked.request, brief), 0),
    faults: faults.length,
    repeatedInCaptions: shareRepeated(evaluated.map(({ asked, brief }) => [bare(brief.caption, asked)])),
    repeatedInHooks: shareRepeated(
      evaluated.map(({ asked, brief }) => brief.hookIdeas.map((hook) => bare(hook, asked))),
    ),
    repeatedInAngles: shareRepeated(
      evaluated.map(({ asked, brief }) => [bare(withoutQuotations(brief), asked)]),
    ),
    specificity: specificityOf(
      evaluated.map(({ asked, brief }) => ({
        caption: brief.caption,
        subject: asked.category ?? `${asked.request.brand} ${asked.request.product}`,
        said: saidOf(asked.request),
      })),
    ),
    citedOnPlatform: cited.length === 0 ? null : cited.filter(Boolean).length / cited.length,
    citedPosts: cited.length,
    captionWords: middleOf(evaluated.map(({ brief }) => tokensOf(brief.caption).length)),
    fullestCaption: Math.max(
      0,
      ...evaluated.map(
        ({ asked, brief }) =>
          captionLengthOf(brief, asked.request) / PLATFORM_RULES[asked.request.platform].captionLength,
      ),
    ),
    captionsWithBlanks: share(({ brief }) => brief.caption.includes('[your own')),
  };
}

const dataOf = (evidence: readonly Evidence[], tool: string) =>
  evidence.find((one) => one.tool === tool)?.data;

const withoutEveryday = (id: string | null) => (id === 'everyday' ? null : id);

const ungrounded = (request: BriefRequest, brief: EvaluatedBrief['brief']) =>
  ungroundedNumbers(draftTexts(brief), groundsOf(brief.evidence, request)).length;

const bare = (text: string, { request }: EvaluationInput) =>
  withoutNames(text, [request.product, request.brand]);

/** What is quoted from posts, and who wrote them, is not ours to vary. */
function withoutQuotations({ creativeAngle, evidence }: EvaluatedBrief['brief']): string {
  const people = Cited.safeParse(dataOf(evidence, 'topPerformers')).data?.performers ?? [];
  return withoutNames(
    creativeAngle.replace(/“[^”]*”/gu, ' '),
    people.map(({ influencerId }) => influencerId),
  );
}

/** For each post that a brief cites, whether it is on the brief's platform; posts of platforms without any do not count. */
function citedPosts({ asked, brief }: EvaluatedBrief): boolean[] {
  const posts = (Cited.safeParse(dataOf(brief.evidence, 'topPerformers')).data?.performers ?? []).flatMap(
    ({ bestPosts }) => bestPosts,
  );
  const text = [brief.creativeAngle, ...brief.dos].join('\n');
  const { platform } = asked.request;
  const cited = posts.filter(({ caption }) => caption !== null && text.includes(`“${caption}”`));
  const distinct = [...new Map(cited.map((post) => [post.caption, post])).values()];
  return posts.some((post) => post.platform === platform)
    ? distinct.map((post) => post.platform === platform)
    : [];
}

function saidOf(request: BriefRequest): string {
  const { brand, product, audience, facts, mustMention, link, code } = request;
  return [brand, product, audience, link, code, ...mustMention, ...facts.map(({ claim }) => claim)].join(' ');
}

function middleOf(counts: readonly number[]): number {
  const sorted = counts.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
