import { LRUCache } from 'lru-cache';
import { statement } from '../database.ts';
import type { PrismaClient } from '../generated/client.ts';
import type { EnterOptions, WorkQueue } from '../work-queue.ts';

/** The role that requests run under: PostgreSQL shows it the rows of one organization (migration 20261201000000_access). */
export const REQUEST_ROLE = 'marquee_app';

const ORGANIZATIONS_KEPT = 1_000;

/** Sets the organization for the rest of a transaction: $1 organization. */
export const SET_TRANSACTION_ORGANIZATION = statement(
  'set_transaction_organization',
  `select set_config('role', '${REQUEST_ROLE}', true), set_config('app.org', $1, true)`,
);

/** Sets it for as long as the connection stays open, or until it is set to another organization. */
export const SET_CONNECTION_ORGANIZATION = statement(
  'set_connection_organization',
  `select set_config('role', '${REQUEST_ROLE}', false), set_config('app.org', $1, false)`,
);

/** Prisma under row-level security: each of its queries in a transaction with the statement that sets the organization. */
export type OrganizationPrisma = ReturnType<typeof extendWithRowSecurity>;

function extendWithRowSecurity(
  prisma: PrismaClient,
  { organizationId, queue, asked }: { organizationId: string; queue: WorkQueue; asked: EnterOptions },
) {
  return prisma.$extends({
    query: {
      $allModels: {
        async $allOperations({ args, query }) {
          // Before Prisma begins: what waits within it gives up by a limit of its own, and leaves its connection taken.
          const [, result] = await queue.run(
            () =>
              prisma.$transaction([
                prisma.$queryRawUnsafe(SET_TRANSACTION_ORGANIZATION.text, organizationId),
                query(args),
              ]),
            asked,
          );
          return result;
        },
      },
    },
  });
}

/** Makes the Prisma of an organization, and keeps those that were used last. */
export function createOrganizationPrisma(
  prisma: PrismaClient,
  queue: WorkQueue,
  asked: EnterOptions = {},
): (organizationId: string) => OrganizationPrisma {
  const kept = new LRUCache<string, OrganizationPrisma>({ max: ORGANIZATIONS_KEPT });
  return (organizationId) => {
    const organizationPrisma =
      kept.get(organizationId) ?? extendWithRowSecurity(prisma, { organizationId, queue, asked });
    kept.set(organizationId, organizationPrisma);
    return organizationPrisma;
  };
}
