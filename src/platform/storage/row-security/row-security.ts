import { LRUCache } from 'lru-cache';
import { type Statement, statement } from '../database.ts';
import type { PrismaClient } from '../generated/client.ts';
import type { Bounds } from '../postgres/bounds.ts';
import { onceMore } from '../postgres/once-more.ts';
import { isReadOperation, type QueuedPrismaOptions } from '../prisma.ts';

/** The role that requests run under: PostgreSQL shows it the rows of one organization (migration 20261201000000_access). */
export const REQUEST_ROLE = 'marquee_app';

const ORGANIZATIONS_KEPT = 1_000;

/**
 * Sets whose rows a transaction sees, for the rest of it: $1 organization.
 * @param bounds how long its statements may take, where the connection does not say so already
 */
export function organizationSetting(bounds?: Bounds): Statement {
  const show = `select set_config('role', '${REQUEST_ROLE}', true), set_config('app.org', $1, true)`;
  return statement(
    'set_transaction_organization',
    bounds === undefined ? show : `${show}, ${writeBounds(bounds)}`,
  );
}

/** Bounds the statements of the owner, for the rest of a transaction. */
export function ownerSetting(bounds: Bounds): Statement {
  return statement('set_transaction_bounds', `select ${writeBounds(bounds)}`);
}

function writeBounds({ statementMs, lockMs }: Bounds): string {
  return `set_config('statement_timeout', '${statementMs}', true), set_config('lock_timeout', '${lockMs}', true)`;
}

/** Sets it for as long as the connection stays open, or until it is set to another organization. */
export const SET_CONNECTION_ORGANIZATION = statement(
  'set_connection_organization',
  `select set_config('role', '${REQUEST_ROLE}', false), set_config('app.org', $1, false)`,
);

/** Prisma under row-level security: each of its queries in a transaction with the statement that sets the organization. */
export type OrganizationPrisma = ReturnType<typeof extendWithRowSecurity>;

interface PrismaOptions extends QueuedPrismaOptions {
  /** How long a statement may take where the connection does not say so already. */
  readonly bounds?: Bounds | undefined;
}

function extendWithRowSecurity(
  prisma: PrismaClient,
  organizationId: string,
  { queue, asked = {}, pool, bounds }: PrismaOptions,
) {
  const { text } = organizationSetting(bounds);
  return prisma.$extends({
    query: {
      $allModels: {
        async $allOperations({ operation, args, query }) {
          const run = async () => {
            const setting = prisma.$queryRawUnsafe(text, organizationId);
            const [, result] = await prisma.$transaction([setting, query(args)]);
            return result;
          };
          // Before Prisma begins: what waits within it gives up by a limit of its own, and leaves its connection taken.
          return queue.run(() => (isReadOperation(operation) ? onceMore(pool, run) : run()), asked);
        },
      },
    },
  });
}

/** Makes the Prisma of an organization, and keeps those that were used last. */
export function createOrganizationPrisma(
  prisma: PrismaClient,
  options: PrismaOptions,
): (organizationId: string) => OrganizationPrisma {
  const kept = new LRUCache<string, OrganizationPrisma>({ max: ORGANIZATIONS_KEPT });
  return (organizationId) => {
    const organizationPrisma =
      kept.get(organizationId) ?? extendWithRowSecurity(prisma, organizationId, options);
    kept.set(organizationId, organizationPrisma);
    return organizationPrisma;
  };
}
