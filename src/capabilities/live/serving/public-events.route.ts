import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { networkOf } from '../../../platform/limits/client-network.ts';
import type { RateLimits } from '../../../platform/limits/rate-limits.ts';
import { describeRoute, drain, readQuery, withOwnOrigins } from '../../../platform/rest/index.ts';
import { KEY_BUDGET, NETWORK_BUDGET } from '../intake/budgets.ts';
import type { Acceptance, Intake } from '../intake/intake.ts';
import type { KnownKeys } from '../public/known-keys.ts';
import type { WriteKey } from '../public/write-key.ts';
import { EVENT_BODY_TYPES, MOST_EVENTS, readSent } from './read-sent.ts';
import { answerReceipts, ReceiptsShape } from './receipts.ts';

const PATH = '/public/events';
const ONE_DAY_IN_SECONDS = 86_400;

const Key = z.string().min(1).describe('The public write key.');
const KeyQuery = z.strictObject({ k: Key });
const PixelQuery = z.strictObject({
  k: Key,
  e: z.string().default('VIEW').describe('The kind of event, such as view or click; VIEW by default.'),
  i: z.string().min(1).describe('The creator.'),
  p: z.string().optional().describe('The post.'),
});

/** A picture of one transparent point: 43 bytes. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');

export interface PublicEventsRouteDeps {
  readonly intake: Intake;
  readonly keys: KnownKeys;
  readonly rateLimits: RateLimits;
}

/** POST /public/events?k=KEY and GET /p.gif?k=KEY&i=CREATOR: events of pages, which hold a public write key alone. */
export function registerPublicEventsRoutes(server: FastifyInstance, deps: PublicEventsRouteDeps): void {
  const description = describeRoute({
    tag: 'Events',
    summary: 'Send events of a page',
    description: `As POST /events, with a public write key instead of a token: up to ${MOST_EVENTS} events of the campaign of the key, counted apart from all others. text/plain is taken as JSON, which is what navigator.sendBeacon sends. Codes: UNAUTHENTICATED (no such key), FORBIDDEN (another origin), and those of POST /events.`,
    query: KeyQuery,
    body: { types: [...EVENT_BODY_TYPES, 'text/plain'], schema: z.any() },
    answers: { 202: { description: 'What became of each event.', schema: ReceiptsShape } },
    isPublic: true,
  });
  server.post(PATH, withOwnOrigins(description), async (request, reply) => {
    try {
      const key = await requireKey(deps.keys, readQuery(request, KeyQuery).k);
      allowOrigin(reply, key, request.headers.origin);
      return answerReceipts(
        request,
        reply,
        await acceptPublic(deps, request, key, readSent(request, { isBeacon: true })),
      );
    } finally {
      void drain(request.body);
    }
  });
  server.options(PATH, withOwnOrigins(), async (request, reply) => {
    const key = await requireKey(deps.keys, readQuery(request, KeyQuery).k);
    allowOrigin(reply, key, request.headers.origin);
    return reply
      .code(204)
      .headers({
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type, content-encoding',
        'access-control-max-age': String(ONE_DAY_IN_SECONDS),
      })
      .send();
  });
  const pixel = describeRoute({
    tag: 'Events',
    summary: 'Send an event by a picture',
    description:
      'For pages and mails that run no script. It sets no cookie, and the address of the client is not kept. The picture comes whether the event is taken or not, but for RATE_LIMITED and UNAVAILABLE.',
    query: PixelQuery,
    answers: { 200: { description: 'A picture of one transparent point.', type: 'image/gif' } },
    isPublic: true,
  });
  server.get('/p.gif', withOwnOrigins(pixel), async (request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'cross-origin-resource-policy': 'cross-origin' });
    const refusal = await sendByPicture(deps, request);
    if (refusal !== null && TOLD.includes(refusal.code)) throw refusal;
    return reply.type('image/gif').send(PIXEL);
  });
}

/** What the sender of a picture is told: it may come again. */
const TOLD = ['RATE_LIMITED', 'UNAVAILABLE'];

/** @returns why nothing was taken; null where the event was looked at */
async function sendByPicture(
  deps: PublicEventsRouteDeps,
  request: FastifyRequest,
): Promise<CallerError | null> {
  try {
    const { k, e: kind, i: influencerId, p: postId } = readQuery(request, PixelQuery);
    const key = await requireKey(deps.keys, k);
    requireOrigin(key, originOf(request.headers.referer));
    const event = { id: randomUUID(), influencerId, postId, kind };
    return (await acceptPublic(deps, request, key, [[{ value: event }]])).refusal;
  } catch (error) {
    if (error instanceof CallerError) return error;
    throw error;
  }
}

function acceptPublic(
  { intake, rateLimits }: PublicEventsRouteDeps,
  request: FastifyRequest,
  key: WriteKey,
  portions: Parameters<Intake['accept']>[1],
): Promise<Acceptance> {
  const { organizationId } = key;
  return intake.accept({ organizationId, permissions: undefined }, portions, {
    createCampaigns: false,
    key,
    async charge(count) {
      await rateLimits.charge(NETWORK_BUDGET, networkOf(request.ip), count);
      await rateLimits.charge(KEY_BUDGET, key.id, count);
    },
  });
}

async function requireKey(keys: KnownKeys, key: string): Promise<WriteKey> {
  const found = await keys.find(key);
  if (found !== undefined) return found;
  throw new CallerError(
    'UNAUTHENTICATED',
    'There is no such write key, or no longer. The query writeKeys lists those of a campaign.',
  );
}

/** Lets the page read the answer. @throws CallerError FORBIDDEN */
function allowOrigin(reply: FastifyReply, key: WriteKey, origin: string | undefined): void {
  requireOrigin(key, origin);
  reply.headers({
    vary: 'origin',
    'access-control-allow-origin': origin ?? '*',
    'access-control-expose-headers': 'X-Request-Id, Retry-After',
  });
}

/** @throws CallerError FORBIDDEN */
function requireOrigin({ origins }: WriteKey, origin: string | undefined): void {
  if (origins.length === 0 || (origin !== undefined && origins.includes(origin))) return;
  throw new CallerError(
    'FORBIDDEN',
    `The write key is for pages of ${origins.join(', ')}; this one is of ${origin?.slice(0, 100) ?? 'none that it names'}.`,
  );
}

function originOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).origin : undefined;
}
