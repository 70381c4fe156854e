import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { createRetention, type ScheduledJob } from '../../platform/jobs/index.ts';
import type { Mailer } from '../../platform/mail/index.ts';
import { createSealer } from '../../platform/secrets/index.ts';
import type { Database } from '../../platform/storage/database.ts';
import { purgeAudit } from './audit/purge-audit.ts';
import { createSealKeys, type SealKeys } from './audit/seal.ts';
import { createSealing } from './audit/seal-audit.ts';
import { registerExportRoutes } from './export.route.ts';
import { authorizeImport, authorizeOperator, type ImportAuthority } from './import-authority.ts';
import { createLinks } from './links.ts';
import { createAccessLoaders } from './loaders.ts';
import { offerFirstAdmin } from './member/first-admin.ts';
import type { NodeKind } from './node/node-kinds.ts';
import { createConfirmations } from './organization/confirmations.ts';
import { createOrganizationDeletion } from './organization/delete-organizations.job.ts';
import type { OrganizationData } from './organization/organization-data.ts';
import { createSlowDown } from './password/slow-down.ts';
import { createAccessTokens } from './people/access-token.ts';
import { createForgetExpired } from './people/forget-expired.job.ts';
import { createSignInTokens } from './people/let-in.ts';
import { deriveKey } from './people/secrets.ts';
import { registerProviderRoutes } from './provider/provider.route.ts';
import { createGitHubProvider, createOpenIdProvider, type Provider } from './provider/provider.ts';
import { createAccessResolvers } from './resolvers.ts';
import { checkRule } from './rules/check-rule.ts';
import type { Reader } from './rules/reader.ts';
import type { Resource } from './rules/rules.ts';
import type { AccessSettings } from './settings.ts';
import { deleteResource } from './sharing/assign.ts';
import type { ResourceKinds, ResourceReference } from './sharing/resource-kinds.ts';
import { openAccessMemory } from './viewer/access-memory.ts';
import {
  type Authenticator,
  createAuthenticator,
  type RequestToAuthenticate,
} from './viewer/authenticate.ts';
import type { AccessContext, Actor } from './viewer/context.ts';
import { ensureFirstOrganization, ensureLocalOwner, FIRST_ORGANIZATION } from './viewer/local-owner.ts';
import { requireMeantOrganization } from './viewer/meant-organization.ts';

export interface OpenAccessOptions {
  readonly config: Pick<Config, 'publicUrl' | 'corsOrigins' | 'secretsKeys'>;
  readonly settings: AccessSettings;
  readonly database: Database;
  readonly redis: Redis | undefined;
  readonly logger: Logger;
  readonly mailer: Mailer;
  /** What asks the providers of sign-in; by default the platform's. */
  readonly fetch?: typeof fetch | undefined;
  /** How the resources of other capabilities are found: asked at the first request, when all of them are open. */
  findKinds(): ResourceKinds;
  /** How the nodes of all capabilities are found: asked at a request. */
  findNodes(): readonly NodeKind[];
  /** What capabilities hold of an organization beyond rows: asked when one is deleted. */
  findOrganizationData(): readonly OrganizationData[];
}

/** The capability at work. */
export interface Access {
  readonly authenticator: Authenticator;
  /**
   * What resolvers know of a request. Nobody is refused here: each field says whom it is for.
   * @throws CallerError ORGANIZATION_MISMATCH where the request names another organization than its session's
   */
  createContext(request: RequestToAuthenticate & { readonly id: string }): Promise<AccessContext>;
  /**
   * Who imports a file over HTTP.
   * @param isOperator whether the request came by a way that is open to whoever runs the server alone; one with a token
   *   is of whomever the token belongs to
   * @param organizationId the organization that the request names: the operator may import into each
   * @throws CallerError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND
   */
  authorizeImport(
    request: RequestToAuthenticate & { readonly id: string },
    isOperator: boolean,
    organizationId?: string,
  ): Promise<ImportAuthority>;
  /** For whom a route reads. @throws CallerError UNAUTHENTICATED, FORBIDDEN for an API token without the scope */
  authorizeReading(
    request: RequestToAuthenticate & { readonly id: string },
    resource: Resource,
  ): Promise<Reader>;
  /** Whose request it is that makes something. @throws CallerError UNAUTHENTICATED, FORBIDDEN for an API token without the scope */
  authorizeCreating(
    request: RequestToAuthenticate & { readonly id: string },
    resource: Resource,
  ): Promise<AccessContext>;
  /**
   * Deletes a resource of another capability, with everything by which it was shared.
   * @throws CallerError NOT_FOUND, FORBIDDEN; BAD_USER_INPUT for a kind that is not deleted by itself
   */
  deleteResource(actor: Actor, reference: ResourceReference): Promise<void>;
  /** Who else lets people in, by the names that stand in /auth/NAME. */
  readonly providers: readonly string[];
  /** Adds the routes by which people sign in elsewhere. */
  registerRoutes(server: FastifyInstance): void;
  /** Instances of the resolvers. */
  readonly resolvers: readonly object[];
  /** What comes round by itself in the background. */
  readonly scheduledJobs: readonly ScheduledJob[];
  close(): Promise<void>;
}

/** Begins to let people in. Without AUTH_SECRET, everybody on this machine is the owner, and the log says so. */
export async function openAccess({
  config: { publicUrl, corsOrigins, secretsKeys },
  settings,
  database,
  redis,
  logger,
  findKinds,
  findNodes,
  findOrganizationData,
  mailer,
  fetch = globalThis.fetch,
}: OpenAccessOptions): Promise<Access> {
  const { authSecret, sessionDays, signUp } = settings;
  const memory = await openAccessMemory(database);
  // Without a secret, what is signed is good in this process alone, and until it ends.
  const secret = authSecret ?? randomBytes(32).toString('base64url');
  // Without SECRETS_KEY, what is sealed opens with AUTH_SECRET; what was sealed so opens when there is one.
  const sealer = createSealer([
    ...(secretsKeys ?? []),
    Buffer.from(deriveKey(secret, 'sealing what accounts entrust')).toString('base64'),
  ]);
  const sealKeys = readSealKeys(settings);
  const tokens = createAccessTokens(secret, settings.accessTokenMinutes * 60);
  const links = createLinks(publicUrl);
  await ensureFirstOrganization(database);
  const localOwner = authSecret === undefined ? await ensureLocalOwner(database) : undefined;
  if (localOwner === undefined) await offerFirstAdmin(database, links, logger);
  else {
    logger.info(
      `sign-in is off because AUTH_SECRET is not set: everyone on this machine acts as the owner of "${FIRST_ORGANIZATION}"`,
    );
  }
  const authenticator = createAuthenticator({ database, memory, tokens, logger, localOwner });
  const slowDown = createSlowDown({ redis, logger });
  const createContext = async (
    request: RequestToAuthenticate & { readonly id: string },
  ): Promise<AccessContext> => {
    const viewer = await authenticator.authenticate(request);
    requireMeantOrganization(request.headers, viewer);
    const { organizationId, permissions } = viewer;
    const own = database.forOrganization(organizationId);
    return {
      viewer,
      organizationId,
      permissions,
      database: own,
      access: createAccessLoaders({ viewer, database: own }),
      origin: { address: request.ip ?? 'a socket', requestId: request.id },
      renew() {
        return authenticator.authenticate(request);
      },
    };
  };
  const providers = createProviders(settings, fetch);
  let kinds: ResourceKinds | undefined;
  const deps = {
    database,
    memory,
    tokens,
    slowDown,
    sessionDays,
    mailer,
    links,
    signUp,
    sealer,
    signInTokens: createSignInTokens(secret),
    publicUrl,
    sealKeys,
    auditRetentionDays: settings.auditRetentionDays,
    confirmations: createConfirmations(secret),
    nodes: findNodes,
    get kinds() {
      kinds ??= findKinds();
      return kinds;
    },
  };
  return {
    authenticator,
    createContext,
    async authorizeReading(request, resource) {
      const context = await createContext(request);
      checkRule({ kind: 'RESOURCE', action: 'READ', resource }, context.viewer);
      return context;
    },
    async authorizeCreating(request, resource) {
      const context = await createContext(request);
      checkRule({ kind: 'RESOURCE', action: 'CREATE', resource }, context.viewer);
      return context;
    },
    async authorizeImport(request, isOperator, organizationId) {
      return isOperator && request.headers.authorization === undefined
        ? authorizeOperator(database, organizationId)
        : authorizeImport(await createContext(request), organizationId);
    },
    deleteResource: (actor, reference) => deleteResource(deps, actor, reference),
    providers: Object.keys(providers),
    resolvers: createAccessResolvers(deps),
    scheduledJobs: [
      createForgetExpired(database),
      createOrganizationDeletion(database, findOrganizationData),
      ...(sealKeys === undefined ? [] : [createSealing(database, sealKeys)]),
      ...createRetention({
        name: 'purge-audit-log',
        database,
        days: settings.auditRetentionDays,
        purge: purgeAudit,
      }),
    ],
    registerRoutes(server) {
      registerExportRoutes(server, { ...deps, createContext });
      registerProviderRoutes(server, {
        ...deps,
        authSecret: secret,
        providers,
        returnOrigins: [new URL(publicUrl).origin, ...(corsOrigins ?? [])],
      });
    },
    async close() {
      await authenticator.close();
      await memory.close();
    },
  };
}

/** The keys that seal the audit log; without any, it is not sealed: nobody could verify a seal after the next start. */
function readSealKeys({ auditKeys, authSecret }: AccessSettings): SealKeys | undefined {
  const derived =
    authSecret === undefined ? [] : [Buffer.from(deriveKey(authSecret, 'audit seals')).toString('base64')];
  const [first, ...others] = [...(auditKeys ?? []), ...derived];
  return first === undefined ? undefined : createSealKeys([first, ...others]);
}

/** Who else lets people in. A provider takes all of its settings. */
function createProviders(
  { openIdIssuer, openIdClientId, openIdClientSecret, githubClientId, githubClientSecret }: AccessSettings,
  ask: typeof fetch,
): Readonly<Record<string, Provider>> {
  const providers: Record<string, Provider> = {};
  if (openIdIssuer !== undefined && openIdClientId !== undefined) {
    providers.openid = createOpenIdProvider(
      { issuer: openIdIssuer, clientId: openIdClientId, clientSecret: openIdClientSecret },
      ask,
    );
  }
  if (githubClientId !== undefined && githubClientSecret !== undefined) {
    providers.github = createGitHubProvider(
      { clientId: githubClientId, clientSecret: githubClientSecret },
      { fetch: ask },
    );
  }
  return providers;
}
