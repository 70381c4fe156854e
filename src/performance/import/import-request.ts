import type { Logger } from 'pino';
import type { Database } from '../../storage/database.ts';
import type { ExportFile } from './export-file.ts';
import type { ReadOptions } from './export-reader.ts';
import type { ImportProgress } from './outcome.ts';
import type { RejectLimit } from './reject-limit.ts';
import type { Rejection } from './rejection.ts';

export interface ImportDeps {
  readonly database: Database;
  readonly logger: Logger;
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
}

export interface ImportRequest {
  readonly organizationId: string;
  readonly file: ExportFile;
  readonly readOptions: ReadOptions;
  readonly rejectLimit: RejectLimit;
  /** Checks and reports, and leaves nothing. */
  readonly isDryRun: boolean;
  readonly signal?: AbortSignal;
  /** Another import of this source is running; this one begins when that ends. */
  onWait?(): void;
  onProgress?(progress: ImportProgress): void;
  /** Every rejected row, in the order of the file. The import waits for it. */
  onRejections?(rejections: readonly Rejection[], header: readonly string[]): Promise<void>;
}
