import { CallerError } from '../../errors.ts';
import type { Database } from '../../platform/storage/database.ts';
import { touchApiToken } from './api-token/api-token.ts';
import { authorizeImport, type ImportAuthority } from './import-authority.ts';
import { parseToken } from './people/secrets.ts';
import {
  API_TOKEN_EXPIRED,
  findApiTokenViewer,
  isExpired,
  TOKEN_INVALID,
} from './viewer/api-token-viewer.ts';

/**
 * Whoever a command acts as by an API token, in its organization and with its person's permissions.
 * @param organizationId the organization that somebody named besides
 * @throws CallerError UNAUTHENTICATED for a token that is not good, FORBIDDEN for one without the scope or of another
 *   organization
 */
export async function authorizeCommand(
  database: Database,
  token: string,
  organizationId?: string,
): Promise<ImportAuthority> {
  const parsed = parseToken('api', token);
  if (parsed === undefined) {
    throw new CallerError(
      'UNAUTHENTICATED',
      'The token is no API token: those begin with mq_api_, and createApiToken makes them.',
    );
  }
  const found = await findApiTokenViewer(database, token, parsed);
  if (found === undefined) throw new CallerError('UNAUTHENTICATED', TOKEN_INVALID);
  if (isExpired(found.token)) throw new CallerError('UNAUTHENTICATED', API_TOKEN_EXPIRED);
  const { viewer } = found;
  const own = database.forOrganization(viewer.organizationId);
  await touchApiToken(own, viewer.organizationId, found.token.id);
  const origin = { address: 'the command line', requestId: `process ${process.pid}` };
  const actor = { viewer, ...viewer, database: own, origin };
  return authorizeImport(actor, organizationId);
}
