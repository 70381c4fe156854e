import type { FastifyReply } from 'fastify';
import { clientGone } from '../../errors.ts';

/** A signal that fires when the client goes away before its answer is complete. */
export function watchDeparture(reply: Pick<FastifyReply, 'raw'>): AbortSignal {
  const departure = new AbortController();
  const leave = () => {
    if (!reply.raw.writableFinished) departure.abort(clientGone());
  };
  if (reply.raw.destroyed) leave();
  else reply.raw.once('close', leave);
  return departure.signal;
}
