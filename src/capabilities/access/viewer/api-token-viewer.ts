import type { Database } from '../../../platform/storage/database.ts';
import { type ApiToken, findApiToken } from '../api-token/api-token.ts';
import type { ParsedToken } from '../people/secrets.ts';
import { createPermissions } from '../rules/permissions.ts';
import { findHoldings } from './holdings.ts';
import type { Viewer } from './viewer.ts';

/** An API token, and who comes with it. */
export interface ApiTokenViewer {
  readonly token: ApiToken;
  readonly viewer: Viewer;
}

export const API_TOKEN_EXPIRED = 'The API token has expired: create a new one.';
export const TOKEN_INVALID = 'The token is invalid or no longer valid.';

/** Whoever an API token belongs to, with what they hold now; undefined where it is void, or its person has left. */
export async function findApiTokenViewer(
  database: Database,
  text: string,
  { organizationId }: Pick<ParsedToken, 'organizationId'>,
): Promise<ApiTokenViewer | undefined> {
  const organizationDatabase = database.forOrganization(organizationId);
  const token = await findApiToken(organizationDatabase, text);
  if (token === undefined) return undefined;
  const holdings = await findHoldings(organizationDatabase, organizationId, token.personId);
  if (holdings === undefined) return undefined;
  const { scopes, id: credentialId, personId: id } = token;
  const base = { kind: 'API_TOKEN', id, scopes, credentialId, refusal: null } as const;
  return { token, viewer: { ...base, organizationId, permissions: createPermissions(holdings, scopes) } };
}

export function isExpired({ expiresAt }: ApiToken): boolean {
  return expiresAt !== null && expiresAt.getTime() <= Date.now();
}
