import type { FastifyRequest } from 'fastify';
import { CallerError } from '../../../errors.ts';
import { readAcceptedTypes } from './accepted-types.ts';
import { type Asked, readAsked } from './asked.ts';
import type { Documents } from './documents.ts';

/**
 * Whether a request is answered as JSON or by server-sent events. Many clients accept both with every request: a subscription
 * is answered by events then, and everything else as JSON. Who accepts events alone gets them for everything.
 * @throws CallerError EVENT_STREAM_REQUIRED for a subscription whose client takes no events, NOT_ACCEPTABLE where it takes neither
 */
export async function chooseAnswer(
  request: FastifyRequest,
  documents: Documents,
): Promise<'json' | 'events'> {
  const accepted = readAcceptedTypes(request.headers.accept);
  if (!accepted.json) {
    if (accepted.events) return 'events';
    // Before it runs: Apollo Server looks afterwards.
    throw new CallerError(
      { code: 'NOT_ACCEPTABLE', status: 406 },
      'Answers are JSON, or events: let the header Accept take application/json, application/graphql-response+json or text/event-stream.',
    );
  }
  const asked = readIfSound(request);
  if (asked === undefined || !(await isSubscription(asked, documents))) return 'json';
  if (accepted.events) return 'events';
  throw eventsRequired();
}

export function eventsRequired(): CallerError {
  return new CallerError(
    { code: 'EVENT_STREAM_REQUIRED', status: 406 },
    'The answer is a stream of events: send the header Accept: text/event-stream.',
  );
}

/** What is wrong with it, Apollo Server says. */
function readIfSound(request: FastifyRequest): Asked | undefined {
  try {
    return readAsked(request);
  } catch {
    return undefined;
  }
}

async function isSubscription(asked: Asked, documents: Documents): Promise<boolean> {
  const text = asked.query ?? (await documents.findText(asked).catch(() => undefined));
  // Parsing is for those alone that can be one.
  if (text === undefined || !text.includes('subscription')) return false;
  return documents.findOperation(text, asked.operationName)?.operation === 'subscription';
}
