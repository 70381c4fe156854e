import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CallerError } from '../../errors.ts';
import { describeRoute } from '../../platform/rest/index.ts';
import type { Database } from '../../platform/storage/database.ts';
import { exportAudit } from './audit/read-whole-audit.ts';
import type { ConfirmationTokens } from './organization/confirmations.ts';
import { readOrganization } from './organization/export-organization.ts';
import { checkRule } from './rules/check-rule.ts';
import type { AccessContext } from './viewer/context.ts';

const NDJSON = 'application/x-ndjson';

const Download = z.object({ token: z.string().max(2_000) });

export interface ExportRouteDeps {
  readonly database: Database;
  readonly confirmations: ConfirmationTokens;
  createContext(request: FastifyRequest): Promise<AccessContext>;
}

/** GET /audit.ndjson: the audit log with its last seal. GET /organization.ndjson?token=…: everything of an organization. */
export function registerExportRoutes(server: FastifyInstance, deps: ExportRouteDeps): void {
  const audit = describeRoute({
    tag: 'Access',
    summary: 'The audit log of the organization, oldest entry first, and its last seal as the last line',
    answers: {
      200: { description: 'One JSON object a line: `entry`, at the end `lastSeal`.', type: NDJSON },
    },
  });
  server.get('/audit.ndjson', audit, async (request, reply) => {
    const context = await deps.createContext(request);
    checkRule({ kind: 'RESOURCE', action: 'READ', resource: 'AUDIT_LOG' }, context.viewer);
    const lines = await exportAudit(context);
    return reply
      .type(NDJSON)
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="audit.ndjson"')
      .send(Readable.from(lines));
  });

  const organization = describeRoute({
    tag: 'Access',
    summary: 'Everything that belongs to an organization, by an address of exportOrganization',
    query: Download,
    answers: { 200: { description: 'One JSON object a line: `table` and `row`.', type: NDJSON } },
    isPublic: true,
  });
  server.get('/organization.ndjson', organization, async (request, reply) => {
    const query = Download.safeParse(request.query);
    const read = query.success ? await deps.confirmations.download.read(query.data.token) : 'invalid';
    if (typeof read === 'string')
      throw new CallerError(
        'UNAUTHENTICATED',
        'This address has expired: ask for another by exportOrganization.',
      );
    return reply
      .type(NDJSON)
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .header('content-disposition', 'attachment; filename="organization.ndjson"')
      .send(Readable.from(readOrganization(deps.database, read.org)));
  });
}
