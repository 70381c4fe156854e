import { CallerError } from '../../../errors.ts';
import { statement } from '../../../platform/storage/database.ts';
import type { AccessDeps } from '../deps.ts';
import { forbidden } from '../rules/decide.ts';
import type { Actor } from '../viewer/context.ts';
import { writeAudit } from './audit.ts';
import { FIND_LAST } from './seal.sql.ts';
import type { Seal } from './seal-audit.ts';
import { type AuditVerification, verifyAudit } from './verify-audit.ts';

/** So many entries are read at a time. */
const PORTION = 1_000;

/** With the salts, by which whoever has the file can check what is personal in it. Served by audit_entry_pkey. */
const READ = statement(
  'audit_read_whole',
  `select id, to_jsonb(audit_entry) - 'organization_id' as entry from audit_entry
    where organization_id = $1 and id > $2 order by id limit $3`,
);

type AuditDeps = Pick<AccessDeps, 'sealKeys' | 'auditRetentionDays'>;

/**
 * Verifies the log of the actor's organization.
 * @throws CallerError FORBIDDEN to whoever is not an admin of the organization as a whole; CONFLICT where the log is not sealed
 */
export async function verifyOwnAudit(
  { sealKeys, auditRetentionDays }: AuditDeps,
  actor: Actor,
  expectedSeal: string | null,
): Promise<AuditVerification> {
  requireWholeLog(actor);
  if (sealKeys === undefined)
    throw new CallerError('CONFLICT', 'The audit log is not sealed: set AUDIT_KEY or AUTH_SECRET.');
  const keptSince =
    auditRetentionDays === undefined ? undefined : new Date(Date.now() - auditRetentionDays * 86_400_000);
  const { organizationId } = actor.viewer;
  return verifyAudit(actor.database, { organizationId, keys: sealKeys, keptSince, expectedSeal });
}

/**
 * The whole log as lines of JSON, the oldest entry first, and the last seal as the last line.
 * @throws CallerError FORBIDDEN to whoever is not an admin of the organization as a whole
 */
export async function exportAudit(actor: Actor): Promise<AsyncIterable<string>> {
  requireWholeLog(actor);
  await writeAudit(actor.database, actor, {
    action: 'audit-log.exported',
    resource: 'AUDIT_LOG',
    resourceId: null,
    departmentId: null,
  });
  return readLines(actor);
}

async function* readLines({ viewer: { organizationId }, database }: Actor): AsyncGenerator<string> {
  const [last] = await database.query<Seal>(FIND_LAST, [organizationId]);
  let after = 0n;
  for (;;) {
    const rows = await database.query<{ id: bigint; entry: object }>(READ, [organizationId, after, PORTION]);
    if (rows.length > 0) yield rows.map(({ entry }) => `${JSON.stringify({ entry })}\n`).join('');
    after = rows.at(-1)?.id ?? after;
    if (rows.length < PORTION) break;
  }
  const lastSeal = last && {
    number: Number(last.number),
    sealedAt: last.sealedAt,
    keyId: last.keyId,
    seal: last.seal,
  };
  yield `${JSON.stringify({ lastSeal: lastSeal ?? null })}\n`;
}

function requireWholeLog({ viewer }: Actor): void {
  if (!viewer.permissions.filter('READ', 'AUDIT_LOG').everything)
    throw forbidden('READ', { resource: 'AUDIT_LOG' });
}
