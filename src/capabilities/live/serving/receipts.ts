import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Acceptance } from '../intake/intake.ts';
import { EVENT_ERROR_CODES, RECEIPT_STATUSES } from '../intake/receipt.ts';

export const ReceiptsShape = z.object({
  receipts: z
    .array(
      z.object({
        id: z.string().nullable().describe('The id of the event; null where it could not be read.'),
        status: z.enum(RECEIPT_STATUSES).describe('ACCEPTED: it is safe, and is counted once.'),
        error: z
          .object({ code: z.enum(EVENT_ERROR_CODES), message: z.string() })
          .nullable()
          .describe('Why it was not taken.'),
      }),
    )
    .describe('What became of each event, in their order.'),
});

/**
 * Answers with receipts: 202, or the status of what ended the request after a part of its events was taken.
 * @throws CallerError where nothing was looked at
 */
export function answerReceipts(
  request: FastifyRequest,
  reply: FastifyReply,
  { receipts, refusal }: Acceptance,
): FastifyReply {
  reply.header('cache-control', 'no-store');
  if (refusal === null) return reply.code(202).send({ receipts });
  if (receipts.length === 0) throw refusal;
  const { retryAfterSeconds } = refusal.details;
  if (typeof retryAfterSeconds === 'number') reply.header('retry-after', String(retryAfterSeconds));
  const { code, message, status } = refusal;
  return reply.code(status).send({ code, message, requestId: request.id, receipts });
}
