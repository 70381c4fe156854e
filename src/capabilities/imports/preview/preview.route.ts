import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { describeRoute, detach, drain } from '../../../platform/rest/index.ts';
import type { Database } from '../../../platform/storage/database.ts';
import type { CompleteOptions } from '../reading/export-reader.ts';
import { PreviewAnswer } from '../run/import-answers.ts';
import { findPublished } from '../run/import-ending.ts';
import { parseImportOptions } from '../run/import-options.ts';
import { CONTENT_TYPES, type Importer, type ImportRouteDeps } from '../serving/import.route.ts';
import { rewordFault, rewordFor, WORDINGS } from '../serving/reword.ts';
import { readParameters } from '../serving/route-words.ts';
import { completeByMended } from '../source/mended-rows.ts';
import { describeTaken, type SourceMemory, withMemory } from '../source/source-memory.ts';
import { previewExport } from './preview.ts';

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const Query = z.strictObject({
  encoding: z.string().optional(),
  delimiter: z.string().optional(),
  map: texts.default([]),
  set: texts.default([]),
  /** The source that the file will be imported under: what nobody says of the file is as in its last import. */
  source: z.string().optional(),
  forget: z.enum(['true', 'false']).default('false'),
  numberFormat: texts.default([]),
  dateOrder: z.string().optional(),
  sheet: z.string().optional(),
  /** Whether the body is the whole file rather than its beginning. */
  isWhole: z.enum(['true', 'false']).default('false'),
  wording: z.enum(WORDINGS).default('parameters'),
});

/**
 * POST /imports/preview with the beginning of a file (256 KB are plenty) as its body: how POST /imports would read it.
 * It changes nothing.
 */
export function registerPreviewRoute(
  server: FastifyInstance,
  { authorize, database }: Pick<ImportRouteDeps, 'authorize' | 'database'>,
): void {
  const description = describeRoute({
    tag: 'Imports',
    summary: 'How a file would be understood',
    description: 'The body is the beginning of the file; 256 KB are plenty. Nothing is changed.',
    query: Query,
    body: { types: CONTENT_TYPES },
    answers: {
      200: { description: 'Its encoding, its columns, and its first rows.', schema: PreviewAnswer },
    },
  });
  server.post('/imports/preview', description, async (request) => {
    try {
      return await previewFor(await authorize(request), request, database);
    } finally {
      void drain(request.body);
    }
  });
}

async function previewFor(importer: Importer, request: FastifyRequest, database: Database) {
  const { body, query } = request;
  const reword = rewordFor(request);
  const { isWhole, source, forget, ...options } = readParameters(Query, query);
  if (!(body instanceof Readable))
    throw new CallerError('BAD_USER_INPUT', 'The request has no body: send the beginning of the file.');
  const given = parseImportOptions({ ...options, rejectLimit: '10%' }).readOptions;
  const memory =
    source === undefined || forget === 'true' ? null : await findMemory(database, importer, source);
  const { readOptions, taken } = withMemory(given, memory);
  const told = [describeTaken(taken)];
  const complete: CompleteOptions = async (importId) => {
    if (forget === 'true') return readOptions;
    const mended = await completeByMended(database, importer, importId, readOptions);
    told.push(mended.told);
    return mended.readOptions;
  };
  const preview = await previewExport(detach(body), readOptions, isWhole === 'true', complete).catch(
    (error: unknown) => {
      throw rewordFault(error, reword);
    },
  );
  return {
    ...preview,
    notices: [...told.filter((sentence) => sentence !== null), ...preview.notices].map(reword),
    problems: preview.problems.map(reword),
    fields: preview.fields.map((field) => ({
      ...field,
      problem: field.problem === null ? null : reword(field.problem),
    })),
    rows: preview.rows.map((row) => ({
      ...row,
      fault: row.fault === null ? null : { ...row.fault, message: reword(row.fault.message) },
    })),
  };
}

/** How the last import of a source was read, as far as whoever asks may see it. */
async function findMemory(
  database: Database,
  { organizationId, permissions }: Importer,
  source: string,
): Promise<SourceMemory | null> {
  const published = await findPublished(database, organizationId, source);
  if (published === undefined) return null;
  const { importId, departmentId, memory } = published;
  const isVisible = permissions?.allows('READ', { resource: 'IMPORT', id: importId, departmentId }) ?? true;
  return isVisible ? memory : null;
}
