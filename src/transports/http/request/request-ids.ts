import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Ids of tracing systems and UUIDs pass; nothing that could break a log line or a header does. */
const SANE_ID = /^[\w.:+/=-]{8,128}$/;

/** The caller's own X-Request-Id where it is sane, else a new one. */
export function chooseRequestId(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID();
}
