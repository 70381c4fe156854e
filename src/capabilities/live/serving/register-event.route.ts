import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { describeRoute, readQuery, withJsonBodies } from '../../../platform/rest/index.ts';
import type { Reader } from '../../access/contract.ts';
import { EventShape } from '../intake/parse-event.ts';
import { EVENT_STATES, type EventStatus } from '../status/event-status.ts';
import { type EventsRouteDeps, tellOf } from './events.route.ts';

const Query = z.strictObject({
  createCampaigns: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Whether a campaign that there is not is made.'),
});

const StatusQuery = z.strictObject({ id: z.string().min(1).describe("The sender's id of the event.") });

const { id, campaignId, influencerId, postId, ...others } = EventShape.shape;
/** As clients of this route write it. */
const Body = z.object({
  event_id: id,
  campaign_id: campaignId,
  influencer_id: influencerId,
  post_id: postId,
  ...others,
});

const Registered = z.object({
  event_id: z.string(),
  status: z.literal('ACCEPTED').describe('It is safe, and is counted once.'),
});

const Status = z.object({
  event_id: z.string(),
  status: z.enum(EVENT_STATES),
  attempts: z.int().min(0),
  last_error: z.object({ code: z.string(), message: z.string() }).nullable(),
  next_attempt_at: z.iso.datetime().nullable(),
});

const STATUS_OF_REFUSAL: Readonly<Record<string, number>> = { UNKNOWN_CAMPAIGN: 404 };

export interface RegisterEventRouteDeps extends EventsRouteDeps {
  findStatus(reader: Reader, id: string): Promise<EventStatus>;
  /** For whom a request reads. @throws CallerError UNAUTHENTICATED, FORBIDDEN for an API token without the scope */
  readerOf(request: FastifyRequest): Promise<Reader>;
}

/** POST /register_event and GET /get_status?id=: one event, for clients that know REST and snake_case. */
export function registerEventRoutes(server: FastifyInstance, deps: RegisterEventRouteDeps): void {
  const description = describeRoute({
    tag: 'Events',
    summary: 'Send one event',
    description:
      'What POST /events does for one event, and it alone: where it is not taken, the answer is an error. Codes: INVALID_EVENT, UNKNOWN_CAMPAIGN (404), CLOCK_AHEAD, PERSONAL_ATTRIBUTE, RATE_LIMITED, UNAVAILABLE.',
    query: Query,
    body: { types: ['application/json'], schema: Body },
    answers: { 202: { description: 'The event is safe.', schema: Registered } },
  });
  server.register(
    withJsonBodies((scope) => {
      scope.post(
        '/register_event',
        description,
        async (request, reply): Promise<z.output<typeof Registered>> => {
          const sender = await deps.senderOf(request);
          const { createCampaigns } = readQuery(request, Query);
          const { receipts, refusal } = await deps.send(sender, [[{ value: toEvent(request.body) }]], {
            createCampaigns: createCampaigns === 'true',
            onCharge: tellOf(reply),
          });
          if (refusal !== null) throw refusal;
          const [receipt] = receipts;
          if (receipt?.error != null) {
            const { code, message } = receipt.error;
            throw new CallerError({ code, status: STATUS_OF_REFUSAL[code] ?? 400 }, message);
          }
          reply.code(202).header('cache-control', 'no-store');
          return { event_id: receipt?.id ?? '', status: 'ACCEPTED' };
        },
      );
    }),
  );
  const status = describeRoute({
    tag: 'Events',
    summary: 'What became of an event',
    query: StatusQuery,
    answers: { 200: { description: 'Where it stands.', schema: Status } },
  });
  server.get('/get_status', status, async (request, reply): Promise<z.output<typeof Status>> => {
    const reader = await deps.readerOf(request);
    const found = await deps.findStatus(reader, readQuery(request, StatusQuery).id);
    reply.header('cache-control', 'no-store');
    return {
      event_id: found.id,
      status: found.status,
      attempts: found.attemptCount,
      last_error: found.lastError,
      next_attempt_at: found.nextAttemptAt?.toISOString() ?? null,
    };
  });
}

/** An event calls its id `id`; both are taken. */
function toEvent(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('event_id' in body)) return body;
  const { event_id: eventId, ...event } = body;
  return { id: eventId, ...event };
}
