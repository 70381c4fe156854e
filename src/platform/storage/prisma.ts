import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { CONNECT_MS } from './database-queue.ts';
import { PrismaClient } from './generated/client.ts';
import type { EnterOptions, WorkQueue } from './work-queue.ts';

/** Longer than a connection takes to be made: what it says when it cannot be is worth more than that it did not come. */
const BEGIN_MS = CONNECT_MS + 1_000;
/** How long Prisma lets a query of its own take. */
const LONGEST_MS = 30_000;

/** Prisma, each of whose queries waits for its turn. */
export type QueuedPrisma = ReturnType<typeof queuePrisma>;

/** Prisma on a pool. Whoever uses it has to be let in by the queue of that pool first. */
export function openPrisma(pool: pg.Pool): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: BEGIN_MS, timeout: LONGEST_MS },
  });
}

/** The same Prisma, for the owner of all rows, by way of the queue. */
export function queuePrisma(prisma: PrismaClient, queue: WorkQueue, asked: EnterOptions) {
  return prisma.$extends({
    query: { $allModels: { $allOperations: ({ args, query }) => queue.run(() => query(args), asked) } },
  });
}
