import type { IncomingHttpHeaders } from 'node:http';
import { CallerError } from '../../../errors.ts';
import type { Viewer } from './viewer.ts';

/** The header by which a client says which organization it believes to look at. */
export const ORGANIZATION_HEADER = 'x-organization-id';

/**
 * Refuses what is meant for another organization than the session's: a page that was opened before a switch would import
 * into the other one. Requests that do not say are for the session's; of nobody, the rules say what is wanted.
 * @throws CallerError ORGANIZATION_MISMATCH
 */
export function requireMeantOrganization(
  headers: IncomingHttpHeaders,
  { organizationId }: Pick<Viewer, 'organizationId'>,
): void {
  const meant = headers[ORGANIZATION_HEADER];
  if (meant === undefined || organizationId === '' || meant === organizationId) return;
  throw new CallerError(
    'ORGANIZATION_MISMATCH',
    `This was meant for organization ${JSON.stringify(meant)} (${ORGANIZATION_HEADER}), and the session is in organization ${JSON.stringify(organizationId)}: nothing was done. Reload to go on there, or switch back (switchOrganization).`,
    { organizationId },
  );
}
