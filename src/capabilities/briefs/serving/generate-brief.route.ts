import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  type ChargeRequest,
  describeRoute,
  IdempotencyHeaders,
  readBody,
  runOnce,
  toEnumName,
  watchDeparture,
  withJsonBodies,
} from '../../../platform/rest/index.ts';
import type { AccessContext } from '../../access/index.ts';
import { faceForCreator, faceForManager } from '../plan/faces.ts';
import { teamOf } from '../tools/team.ts';
import { FORMATS, GOALS, PLATFORMS } from './brief.ts';
import type { StoredBrief } from './brief-record.ts';
import { checkVariants, MOST_VARIANTS, parseBriefRequest } from './brief-request.ts';
import type { Briefs } from './generate-brief.ts';
import { waitForBriefs } from './wait-for-briefs.ts';

const PATH = '/generate_brief';

/** Words of clients for goals that are called otherwise here. */
const GOAL_SYNONYMS: Readonly<Record<string, string>> = { SALES: 'CONVERSIONS' };

const toGoal = (text: string) => {
  const name = toEnumName(text);
  return GOAL_SYNONYMS[name] ?? name;
};

const Body = z.strictObject({
  brand: z.string().describe('Up to 80 characters.'),
  product: z.string().describe('As the brand calls it, up to 120 characters.'),
  goal: z
    .string()
    .transform(toGoal)
    .pipe(z.enum(GOALS))
    .describe(`${GOALS.join(', ')}, in any letter case; sales means CONVERSIONS.`),
  platform: z
    .string()
    .transform(toEnumName)
    .pipe(z.enum(PLATFORMS))
    .describe(`${PLATFORMS.join(', ')}, in any letter case.`),
  campaignId: z.string().nullish().describe("Builds on this campaign's results alone."),
  departmentId: z.string().nullish().describe('The department of the brief.'),
  audience: z.string().nullish().describe('Whom it should speak to, up to 300 characters.'),
  tone: z.string().nullish().describe('How it should sound.'),
  locale: z.string().nullish().describe('A BCP 47 tag; en by default.'),
  mustMention: z.array(z.string()).nullish().describe('Up to 8 phrases that the post has to have.'),
  mustAvoid: z.array(z.string()).nullish().describe('Up to 20 phrases that nothing in the post may have.'),
  category: z.string().nullish().describe('The id of a category of products.'),
  facts: z
    .array(z.strictObject({ claim: z.string(), proof: z.string().nullish() }))
    .nullish()
    .describe('Up to 12 claims that may be made of the product, with what proves them.'),
  link: z.string().nullish().describe('Where the audience is to go: an http or https address.'),
  code: z.string().nullish().describe('A discount code.'),
  deliverables: z
    .array(z.strictObject({ format: z.string().transform(toEnumName).pipe(z.enum(FORMATS)), count: z.int() }))
    .nullish()
    .describe(
      `What the creator delivers, in formats of the platform: ${FORMATS.join(', ')}, in any letter case.`,
    ),
  dates: z
    .strictObject({ from: z.string(), to: z.string() })
    .nullish()
    .describe('When it is to be posted, as YYYY-MM-DD.'),
  creator: z.string().nullish().describe('The influencer whom it is for.'),
  country: z.string().nullish().describe('Whose rules apply, as ISO 3166-1 alpha-2.'),
  variants: z.number().nullish().describe(`How many briefs, each with another angle: 1 to ${MOST_VARIANTS}.`),
  refresh: z.boolean().nullish().describe('Writes anew where a brief for the same request is kept.'),
});

const Shot = z.object({
  seen: z.string().describe('What is seen.'),
  said: z.string().nullable().describe('What is said over it.'),
  on_screen: z.string().nullable().describe('What stands on the screen.'),
});

const Written = z.object({
  id: z.string().describe('The id of the brief in the graph.'),
  caption: z.string().describe('The text to publish.'),
  hook_ideas: z.array(z.string()).describe('3 to 5 ideas for the first seconds or the first line.'),
  hashtags: z.array(z.string()).describe('Each with its #.'),
  cta: z.string().describe('The one thing that the audience is asked to do.'),
  tone: z.string().describe('How it should sound.'),
  objective: z.string().describe('What the post is to achieve.'),
  key_message: z.string().describe('What the audience should remember.'),
  creative_angle: z.string().describe('What to make, and why.'),
  shots: z.array(Shot).describe('What is seen, said and shown.'),
  dos: z.array(z.string()).describe('What to do.'),
  donts: z.array(z.string()).describe('What not to do.'),
  disclosure: z.string().describe("The platform's label for a paid partnership."),
  for_creator: z.string().describe('What is sent to the creator, in Markdown.'),
  for_manager: z.string().describe('What the campaign manager keeps, in Markdown.'),
});

/** What was written first, and beside it all variants. */
const Answer = Written.extend({
  briefs: z.array(Written).describe('All variants, the first among them.'),
});

function toAnswer(brief: StoredBrief): z.output<typeof Written> {
  const { id, caption, hookIdeas, hashtags, cta, tone, objective, keyMessage, creativeAngle, shots } = brief;
  return {
    id,
    caption,
    hook_ideas: [...hookIdeas],
    hashtags: [...hashtags],
    cta,
    tone,
    objective,
    key_message: keyMessage,
    creative_angle: creativeAngle,
    shots: shots.map(({ seen, said, onScreen }) => ({ seen, said, on_screen: onScreen })),
    dos: [...brief.dos],
    donts: [...brief.donts],
    disclosure: brief.disclosure,
    for_creator: faceForCreator(brief).text,
    for_manager: faceForManager(brief).text,
  };
}

/** As much as generateBrief with these fields costs in the graph. */
const COST = 10;

/** What a run may take beyond the writing: its checks, and keeping it. */
const MARGIN_MS = 30_000;

export interface BriefRouteDeps {
  readonly briefs: Briefs;
  /** Whose request it is. @throws CallerError UNAUTHENTICATED, FORBIDDEN for an API token without the scope */
  contextOf(request: FastifyRequest): Promise<AccessContext>;
  readonly charge: ChargeRequest;
  /** How long the writing of one brief may take. */
  readonly timeoutMs: number;
}

/** POST /generate_brief: what the graph's generateBrief gives, for clients that know REST and snake_case. */
export function registerBriefRoutes(server: FastifyInstance, deps: BriefRouteDeps): void {
  const description = describeRoute({
    tag: 'Briefs',
    summary: 'Have a brief written',
    description:
      'It takes seconds with a language model. With an idempotency-key it is safe to send again. Codes: BAD_USER_INPUT, NOT_FOUND (no such campaign or influencer), BRIEF_REFUSED (written for nobody: weapons, cures, vices for minors, hate), BRIEF_REJECTED, UPSTREAM_UNAVAILABLE, RATE_LIMITED, CONFLICT (a request with the same key is running), IDEMPOTENCY_KEY_REUSED.',
    headers: IdempotencyHeaders,
    body: { types: ['application/json'], schema: Body },
    answers: { 200: { description: 'The brief; with variants, the first of them.', schema: Answer } },
  });
  server.register(
    withJsonBodies((scope) => {
      scope.post(PATH, description, async (request, reply) => {
        const context = await deps.contextOf(request);
        const input = readBody(request, Body);
        const { refresh, departmentId, variants: asked, ...wanted } = input;
        const variants = checkVariants(asked);
        const briefRequest = parseBriefRequest(wanted);
        const { organizationId, viewer, database } = context;
        await deps.charge(request, reply, { organizationId, cost: COST });
        const team = await teamOf(context, departmentId ?? null);
        const signal = watchDeparture(reply);
        const once = {
          database,
          organizationId,
          caller: `${viewer.kind}:${viewer.id}`,
          headers: request.headers,
          operation: `POST ${PATH}`,
          input,
          longestMs: variants * deps.timeoutMs + MARGIN_MS,
        };
        const { answer, isReplayed } = await runOnce(once, Answer, async () => {
          const options = { refresh: refresh ?? false, variants, signal };
          const { brief, briefs } = await waitForBriefs(deps.briefs.follow(team, briefRequest, options));
          return { ...toAnswer(brief), briefs: briefs.map(toAnswer) };
        });
        if (isReplayed) reply.header('idempotency-replayed', 'true');
        reply.header('cache-control', 'no-store');
        return answer;
      });
    }),
  );
}
