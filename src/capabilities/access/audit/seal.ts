import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What is sealed of an entry. What is personal in it stands there by its hash. */
export interface SealedEntry {
  readonly id: bigint;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly action: string;
  readonly resource: string;
  readonly resourceId: string | null;
  readonly departmentId: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly salt: string | null;
  readonly personalHash: string | null;
}

/** What a seal says of its batch. */
export interface BatchFacts {
  readonly organizationId: string;
  readonly number: bigint;
  readonly entryCount: number;
  readonly firstId: bigint;
  readonly lastId: bigint;
  readonly lastAt: Date;
  readonly batchHash: string;
}

/** A server's keys: the first seals, all verify. */
export interface SealKeys {
  readonly currentId: string;
  /** @returns undefined for a key that the server does not have */
  sign(keyId: string, facts: BatchFacts, sealBefore: string): string | undefined;
}

/** What stands where something personal was erased. */
export const ERASED = 'erased';

export function createSealKeys(keys: readonly [string, ...string[]]): SealKeys {
  const byId = new Map(keys.map((key) => [keyIdOf(key), key]));
  return {
    currentId: keyIdOf(keys[0]),
    sign(keyId, facts, sealBefore) {
      const key = byId.get(keyId);
      if (key === undefined) return undefined;
      const { organizationId, number, entryCount, firstId, lastId, lastAt, batchHash } = facts;
      const text = JSON.stringify([
        sealBefore,
        organizationId,
        String(number),
        entryCount,
        String(firstId),
        String(lastId),
        lastAt.toISOString(),
        batchHash,
      ]);
      return createHmac('sha256', key).update(text).digest('base64url');
    },
  };
}

/** Says which key it is, and nothing of the key. */
function keyIdOf(key: string): string {
  return createHash('sha256').update(`marquee audit key id ${key}`).digest('base64url').slice(0, 12);
}

/** The hash of a batch of entries, in the order of their ids. */
export function hashBatch(entries: readonly SealedEntry[]): string {
  const hash = createHash('sha256');
  for (const entry of entries) {
    const { email: _personal, ...details } = entry.details;
    hash.update(
      `${JSON.stringify([
        String(entry.id),
        entry.at.toISOString(),
        entry.actorKind,
        entry.actorId,
        entry.action,
        entry.resource,
        entry.resourceId,
        entry.departmentId,
        entry.requestId,
        details,
        entry.personalHash,
      ])}\n`,
    );
  }
  return hash.digest('base64url');
}

/** Whether what is personal in an entry is what was sealed, or was erased as a whole. */
export function hasItsPersonalValues({
  salt,
  actorName,
  address,
  details,
  personalHash,
}: SealedEntry): boolean {
  if (salt === null) return actorName === ERASED && address === null && details.email === undefined;
  const parts = [salt, actorName, address ?? '', String(details.email ?? '')];
  // As audit_personal_hash in the database writes it.
  return createHash('sha256').update(parts.join('\u001f')).digest('hex') === personalHash;
}

/** Whether two seals are the same; how long it takes does not tell where they differ. */
export function isSameSeal(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
