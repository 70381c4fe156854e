import { createHash, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { CallerError } from '../../errors.ts';
import { type OrganizationDatabase, statement } from '../storage/database.ts';

/** The header of a request that is to be carried out once, for GET /openapi.json. */
export const IdempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .describe(
      'A unique key for this request, such as a UUID. A request repeated with it within 24 hours gets the same response, and nothing is created twice.',
    ),
});

export interface OnceRequest {
  readonly database: OrganizationDatabase;
  readonly organizationId: string;
  /** Who sends it; somebody else's key is another one. */
  readonly caller: string;
  readonly headers: IncomingHttpHeaders;
  /** The route. */
  readonly operation: string;
  /** What is asked for, as it was understood. */
  readonly input: unknown;
  /** How long it may run; after that, whoever sends it again may run it. */
  readonly longestMs: number;
}

export interface OnceAnswer<Answer> {
  readonly answer: Answer;
  /** Whether it was made for an earlier request with this key. */
  readonly isReplayed: boolean;
}

// Served by idempotency_key_pkey. An expired key, and one whose run has ended without a word, are free again.
const CLAIM = statement(
  'idempotency_claim',
  `insert into idempotency_key as held
     (organization_id, caller, key, request_hash, claim_id, claimed_until, expires_at)
   values ($1, $2, $3, $4, $5, now() + $6::bigint * interval '1 millisecond', now() + interval '24 hours')
   on conflict (organization_id, caller, key) do update
     set request_hash = excluded.request_hash, claim_id = excluded.claim_id,
         claimed_until = excluded.claimed_until, answer = null, expires_at = excluded.expires_at
     where held.expires_at <= now() or (held.answer is null and held.claimed_until <= now())
   returning claim_id as "claimId"`,
);

const FIND = statement(
  'idempotency_find',
  `select request_hash as "requestHash", answer::text as answer from idempotency_key
   where organization_id = $1 and caller = $2 and key = $3`,
);

const KEEP = statement(
  'idempotency_keep',
  `update idempotency_key set answer = $5::text::jsonb
   where organization_id = $1 and caller = $2 and key = $3 and claim_id = $4`,
);

const RELEASE = statement(
  'idempotency_release',
  `delete from idempotency_key
   where organization_id = $1 and caller = $2 and key = $3 and claim_id = $4 and answer is null`,
);

// Served by idempotency_key_organization_id_expires_at_idx.
const PURGE = statement(
  'idempotency_purge',
  'delete from idempotency_key where organization_id = $1 and expires_at <= now()',
);

/**
 * Carries a request out once: sent again with the same idempotency-key, it is answered as before. A request that fails
 * frees its key, since nothing was made. Without a key, it is carried out each time.
 * @param shape the answer, as it is read again
 * @throws CallerError BAD_USER_INPUT for a key that is none, CONFLICT while a request with the key runs,
 * IDEMPOTENCY_KEY_REUSED where the key came with another request
 */
export async function runOnce<Shape extends z.ZodType>(
  request: OnceRequest,
  shape: Shape,
  work: () => Promise<z.output<Shape>>,
): Promise<OnceAnswer<z.output<Shape>>> {
  const key = readKey(request.headers);
  if (key === undefined) return { answer: await work(), isReplayed: false };
  const { database, organizationId, caller, longestMs } = request;
  const claimId = randomUUID();
  const name = [organizationId, caller, key];
  const requestHash = hash([request.operation, request.input]);
  await database.query(PURGE, [organizationId]);
  const [claimed] = await database.query(CLAIM, [...name, requestHash, claimId, BigInt(longestMs)]);
  if (claimed === undefined) return replay(database, name, requestHash, shape);
  try {
    const answer = await work();
    await database.query(KEEP, [...name, claimId, JSON.stringify(answer)]);
    return { answer, isReplayed: false };
  } catch (error) {
    // Where the database is away too, the claim ends by itself; what failed first is what the caller is told.
    await database.query(RELEASE, [...name, claimId]).catch(() => undefined);
    throw error;
  }
}

async function replay<Shape extends z.ZodType>(
  database: OrganizationDatabase,
  name: readonly string[],
  requestHash: string,
  shape: Shape,
): Promise<OnceAnswer<z.output<Shape>>> {
  const [held] = await database.query<{ requestHash: string; answer: string | null }>(FIND, name);
  if (held !== undefined && held.requestHash !== requestHash) {
    throw new CallerError(
      'IDEMPOTENCY_KEY_REUSED',
      'This idempotency-key was used with another request. Use a new key for each request.',
    );
  }
  if (held === undefined || held.answer === null) {
    throw new CallerError(
      'CONFLICT',
      'A request with this idempotency-key is still running. Send it again in a few seconds to get its response.',
      { retryAfterSeconds: 2 },
    );
  }
  return { answer: shape.parse(JSON.parse(held.answer)), isReplayed: true };
}

function readKey(headers: IncomingHttpHeaders): string | undefined {
  const parsed = IdempotencyHeaders.safeParse({ 'idempotency-key': headers['idempotency-key'] });
  if (parsed.success) return parsed.data['idempotency-key'];
  throw new CallerError(
    'BAD_USER_INPUT',
    'idempotency-key takes 1 to 255 visible ASCII characters, such as a UUID.',
  );
}

/** Fields that come in another order are the same request. */
function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, sortFields)).digest('base64url');
}

function sortFields(_name: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}
