import { LRUCache } from 'lru-cache';
import { statement } from '../database.ts';
import type { PrismaClient } from '../generated/client.ts';
import type { EnterOptions, WorkQueue } from '../work-queue.ts';

/** The role that requests run under: PostgreSQL shows it the rows of one organization (migration 20261201000000_access). */
export const REQUEST_ROLE = 'marquee_app';

const ORGANIZATIONS_KEPT = 1_000;

/** Puts up the wall for the rest of a transaction: $1 organization. */
export const WALL_TRANSACTION = statement(
  'wall_transaction',
  `select set_config('role', '${REQUEST_ROLE}', true), set_config('app.org', $1, true)`,
);

/** Puts it up for as long as the connection stays open, or until it is put up for another organization. */
export const WALL_CONNECTION = statement(
  'wall_connection',
  `select set_config('role', '${REQUEST_ROLE}', false), set_config('app.org', $1, false)`,
);

/** Prisma behind the wall: each of its queries in a transaction with the statement that puts the wall up. */
export type WalledPrisma = ReturnType<typeof extendWithWall>;

function extendWithWall(
  prisma: PrismaClient,
  { organizationId, queue, asked }: { organizationId: string; queue: WorkQueue; asked: EnterOptions },
) {
  return prisma.$extends({
    query: {
      $allModels: {
        async $allOperations({ args, query }) {
          // Before Prisma begins: what waits within it gives up by a limit of its own, and leaves its place taken.
          const [, result] = await queue.run(
            () =>
              prisma.$transaction([
                prisma.$queryRawUnsafe(WALL_TRANSACTION.text, organizationId),
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

/** Makes the walled Prisma of an organization, and keeps those that were used last. */
export function createWalledPrisma(
  prisma: PrismaClient,
  queue: WorkQueue,
  asked: EnterOptions = {},
): (organizationId: string) => WalledPrisma {
  const kept = new LRUCache<string, WalledPrisma>({ max: ORGANIZATIONS_KEPT });
  return (organizationId) => {
    const walled = kept.get(organizationId) ?? extendWithWall(prisma, { organizationId, queue, asked });
    kept.set(organizationId, walled);
    return walled;
  };
}
