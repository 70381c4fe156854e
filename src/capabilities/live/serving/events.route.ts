import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Charge, describeCharges } from '../../../platform/limits/rate-limits.ts';
import { describeRoute, drain, readQuery } from '../../../platform/rest/index.ts';
import type { AccessContext } from '../../access/index.ts';
import { EventShape } from '../intake/parse-event.ts';
import type { SendEvents } from '../intake/send-events.ts';
import { EVENT_BODY_TYPES, MOST_EVENTS, readSent } from './read-sent.ts';
import { answerReceipts, ReceiptsShape } from './receipts.ts';

const Query = z.strictObject({
  createCampaigns: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Whether a campaign that there is not is made; without it, its events are refused.'),
});

export interface EventsRouteDeps {
  readonly send: SendEvents;
  /** Who sends events. @throws CallerError UNAUTHENTICATED, FORBIDDEN for an API token without the scope */
  senderOf(request: FastifyRequest): Promise<AccessContext>;
}

/** POST /events: one event, an array of them, or a line each. */
export function registerEventsRoute(server: FastifyInstance, { send, senderOf }: EventsRouteDeps): void {
  const description = describeRoute({
    tag: 'Events',
    summary: 'Send events',
    description: `One event, an array, or a line each (application/x-ndjson), up to ${MOST_EVENTS}; with content-encoding: gzip where they are packed. Receipts come once the accepted events are safe. Events have ids: whatever the answer, sending all of them again counts none twice. Codes: BAD_USER_INPUT, BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, RATE_LIMITED (with Retry-After, and the receipts of what was accepted before), UNAVAILABLE.`,
    query: Query,
    body: { types: EVENT_BODY_TYPES, schema: z.union([EventShape, z.array(EventShape)]) },
    answers: { 202: { description: 'What became of each event.', schema: ReceiptsShape } },
  });
  server.post('/events', description, async (request, reply) => {
    try {
      const sender = await senderOf(request);
      const { createCampaigns } = readQuery(request, Query);
      const acceptance = await send(sender, readSent(request), {
        createCampaigns: createCampaigns === 'true',
        onCharge: tellOf(reply),
      });
      return answerReceipts(request, reply, acceptance);
    } finally {
      void drain(request.body);
    }
  });
}

/** Says in the answer's header what is left of the budget. */
export function tellOf(reply: FastifyReply): (charge: Charge) => void {
  return (charge) => {
    reply.headers(describeCharges([charge]));
  };
}
