import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { CONNECT_MS } from './database-queue.ts';
import { PrismaClient } from './generated/client.ts';
import { onceMore } from './postgres/once-more.ts';
import type { DurablePool } from './postgres-pool.ts';
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

export interface QueuedPrismaOptions {
  readonly queue: WorkQueue;
  readonly asked?: EnterOptions;
  /** Whose connections it uses, where they can be lost. */
  readonly pool?: DurablePool | undefined;
}

/** The same Prisma, for the owner of all rows, by way of the queue. */
export function queuePrisma(prisma: PrismaClient, { queue, asked = {}, pool }: QueuedPrismaOptions) {
  return prisma.$extends({
    query: {
      $allModels: {
        $allOperations: ({ operation, args, query }) => {
          const run = () => query(args);
          return queue.run(() => (isReadOperation(operation) ? onceMore(pool, run) : run()), asked);
        },
      },
    },
  });
}

/** Whether an operation of Prisma's only reads. */
export function isReadOperation(operation: string): boolean {
  return /^(?:find|count|aggregate|groupBy)/.test(operation);
}
