import type { OrganizationDatabase } from '../../../platform/storage/database.ts';
import { COUNT_LOOSE, FIND_SEALED, FIND_SEALS } from './seal.sql.ts';
import { hashBatch, hasItsPersonalValues, isSameSeal, type SealedEntry, type SealKeys } from './seal.ts';
import type { Seal } from './seal-audit.ts';

/** So many seals are looked at together: at most 20,000 entries. */
const SEALS_AT_ONCE = 20;

/** What was found. */
export interface AuditVerification {
  readonly isIntact: boolean;
  readonly sealCount: number;
  readonly entryCount: number;
  /** Written since the last seal. */
  readonly unsealedCount: number;
  /** The number of the first seal that does not hold. */
  readonly firstBrokenSeal: number | null;
  /** What is wrong with it. */
  readonly problem: string | null;
  readonly lastSeal: string | null;
}

export interface VerifyRequest {
  readonly organizationId: string;
  readonly keys: SealKeys;
  /** Entries from before this have had their time, and may be gone. undefined: they are kept for good. */
  readonly keptSince: Date | undefined;
  /** A seal that was taken along earlier: it has to be among those that are there. */
  readonly expectedSeal: string | null;
}

interface Found {
  readonly sealCount: number;
  readonly entryCount: number;
  readonly lastSeal: Seal | undefined;
  readonly hasExpected: boolean;
  readonly broken: { readonly number: bigint; readonly problem: string } | undefined;
}

/** Goes over the seals of an organization from the first, and ends at the first that does not hold. */
export async function verifyAudit(
  database: OrganizationDatabase,
  request: VerifyRequest,
): Promise<AuditVerification> {
  const found = await checkSeals(database, request);
  const { lastSeal, broken, sealCount, entryCount } = found;
  const [loose] = await database.query<{ unsealed: number; beyond: number }>(COUNT_LOOSE, [
    request.organizationId,
    lastSeal?.number ?? 0n,
  ]);
  const problem = broken?.problem ?? explainEnd(found, loose?.beyond ?? 0, request.expectedSeal);
  return {
    isIntact: problem === null,
    sealCount,
    entryCount,
    unsealedCount: loose?.unsealed ?? 0,
    firstBrokenSeal: problem === null ? null : Number(broken?.number ?? (lastSeal?.number ?? 0n) + 1n),
    problem,
    lastSeal: lastSeal?.seal ?? null,
  };
}

function explainEnd({ hasExpected }: Found, beyond: number, expectedSeal: string | null): string | null {
  if (beyond > 0) return 'The seal is missing, and entries are there that it was over.';
  if (expectedSeal !== null && !hasExpected)
    return 'The expected seal is not there: the log was cut off, or written anew.';
  return null;
}

async function checkSeals(database: OrganizationDatabase, request: VerifyRequest): Promise<Found> {
  const { organizationId, expectedSeal } = request;
  let before: Seal | undefined;
  let [sealCount, entryCount, hasExpected] = [0, 0, false];
  for (;;) {
    const after = before?.number ?? 0n;
    const seals = await database.query<Seal>(FIND_SEALS, [organizationId, after, SEALS_AT_ONCE]);
    const entries = await readEntries(database, organizationId, seals);
    for (const seal of seals) {
      const own = entries.get(seal.number) ?? [];
      const problem = findProblem(seal, before, own, request);
      if (problem !== null)
        return {
          sealCount,
          entryCount,
          lastSeal: before,
          hasExpected,
          broken: { number: (before?.number ?? 0n) + 1n, problem },
        };
      sealCount += 1;
      entryCount += own.length;
      hasExpected ||= expectedSeal !== null && isSameSeal(seal.seal, expectedSeal);
      before = seal;
    }
    if (seals.length < SEALS_AT_ONCE)
      return { sealCount, entryCount, lastSeal: before, hasExpected, broken: undefined };
  }
}

async function readEntries(
  database: OrganizationDatabase,
  organizationId: string,
  seals: readonly Seal[],
): Promise<ReadonlyMap<bigint, readonly SealedEntry[]>> {
  const [first, last] = [seals[0], seals.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const rows = await database.query<SealedEntry & { sealNumber: bigint }>(FIND_SEALED, [
    organizationId,
    first.number,
    last.number,
  ]);
  const bySeal = new Map<bigint, SealedEntry[]>();
  for (const row of rows) {
    const batch = bySeal.get(row.sealNumber) ?? [];
    batch.push(row);
    bySeal.set(row.sealNumber, batch);
  }
  return bySeal;
}

function findProblem(
  seal: Seal,
  before: Seal | undefined,
  entries: readonly SealedEntry[],
  { organizationId, keys, keptSince }: VerifyRequest,
): string | null {
  if (seal.number !== (before?.number ?? 0n) + 1n) return 'The seal is missing.';
  const right = keys.sign(seal.keyId, { ...seal, organizationId }, before?.seal ?? '');
  if (right === undefined)
    return `The seal was made with the key ${seal.keyId}, which AUDIT_KEY does not list: add it after the others.`;
  if (!isSameSeal(seal.seal, right)) return 'The seal, or the one before it, was changed.';
  const hadTheirTime = keptSince !== undefined && seal.lastAt < keptSince;
  if (entries.length < seal.entryCount && hadTheirTime) return null;
  if (entries.length !== seal.entryCount)
    return `The seal is over ${seal.entryCount} entries; ${entries.length} are there.`;
  if (hashBatch(entries) !== seal.batchHash) return 'An entry was changed or exchanged.';
  const changed = entries.find((entry) => !hasItsPersonalValues(entry));
  return changed === undefined ? null : `The name or the address of the entry ${changed.id} was changed.`;
}
