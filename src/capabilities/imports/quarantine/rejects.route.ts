import { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isHungUp } from '../../../errors.ts';
import { describeRoute } from '../../../platform/rest/index.ts';
import type { Reader } from '../../access/contract.ts';
import { requireImport } from '../record/import-record.ts';
import { inPlainWords } from '../serving/plain-words.ts';
import { listRejectedRows } from './rejected-rows.ts';
import { type Rejection, rejectionCodeSchema } from './rejection.ts';
import { writeRejectsFile } from './rejects-file.ts';

/** How many rows are read from the quarantine at once. */
const PAGE = 1_000;

const Parameters = z.object({ id: z.string() });

export interface RejectsRouteDeps {
  /** The reader that a request is authorized as. @throws CallerError UNAUTHENTICATED, FORBIDDEN */
  readerOf(request: FastifyRequest, resource: 'CAMPAIGN' | 'IMPORT'): Promise<Reader>;
}

/** GET /imports/ID/rejects.csv: the quarantine of an import as a file to correct and import again. */
export function registerRejectsRoute(server: FastifyInstance, deps: RejectsRouteDeps): void {
  const description = describeRoute({
    tag: 'Imports',
    summary: 'The rejected rows of an import as a file to correct and import again',
    params: Parameters,
    answers: {
      200: { description: "The file's own columns, and why each row was rejected.", type: 'text/csv' },
    },
  });
  server.get('/imports/:id/rejects.csv', description, async (request, reply) => {
    const { id } = Parameters.parse(request.params);
    const reader = await deps.readerOf(request, 'IMPORT');
    const found = await requireImport(reader, id);
    const file = new PassThrough();
    writeRejectsFile(readQuarantine(reader, found.id), file, {
      header: found.header,
      importId: String(found.id),
    }).catch((error: unknown) => {
      if (!isHungUp(error))
        request.log.error({ err: error }, 'the rejected rows could not be written completely');
      file.destroy();
    });
    return reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="import-${found.id}-rejects.csv"`)
      .send(file);
  });
}

async function* readQuarantine(reader: Reader, importId: bigint): AsyncGenerator<Rejection> {
  let after: string | null = null;
  do {
    const [page] = await listRejectedRows(reader, [importId], { first: PAGE, after, orderBy: 'LINE_ASC' });
    for (const { node } of page?.edges ?? []) {
      yield {
        ...node,
        message: inPlainWords(node.message),
        line: Number(node.line),
        byteOffset: Number(node.byteOffset),
        code: rejectionCodeSchema.parse(node.code),
      };
    }
    after = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
  } while (after !== null);
}
