import { z } from 'zod';

/** A count in an answer. */
export const CountShape = z
  .union([z.int().min(0), z.string().regex(/^\d+$/)])
  .describe('A number up to 2^53 - 1, and a string of digits beyond.');

/** A count as JSON takes it without losing digits; null stays null. */
export function toJsonCount(count: bigint): number | string;
export function toJsonCount(count: bigint | null): number | string | null;
export function toJsonCount(count: bigint | null): number | string | null {
  if (count === null) return null;
  return count <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(count) : String(count);
}
