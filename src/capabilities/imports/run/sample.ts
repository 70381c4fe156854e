import { fileURLToPath } from 'node:url';
import { importFile } from '../reading/local-file.ts';
import { runImport } from './import.ts';
import { parseImportOptions } from './import-options.ts';
import type { ImportDeps } from './import-request.ts';
import type { ImportOutcome } from './outcome.ts';

const SAMPLE = fileURLToPath(new URL('../../../../data/performance.csv', import.meta.url));

/** Imports the sample export, so that a new installation has data to query. */
export async function importSample(deps: ImportDeps, organizationId: string): Promise<ImportOutcome> {
  return runImport(deps, {
    organizationId,
    file: await importFile(SAMPLE),
    ...parseImportOptions({ map: [], set: [], rejectLimit: '10%' }),
    isDryRun: false,
  });
}
