import type { Logger } from 'pino';
import type { Permissions } from '../../access/rules/index.ts';
import type { Database } from '../../storage/database.ts';
import type { ExportFile } from './export-file.ts';
import type { Delimiter } from './export-header.ts';
import type { ReadOptions } from './export-reader.ts';
import type { WaitReason } from './import-messages.ts';
import type { ImportProgress } from './outcome.ts';
import type { RejectLimit } from './reject-limit.ts';
import type { Rejection } from './rejection.ts';

export interface ImportDeps {
  readonly database: Database;
  readonly logger: Logger;
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
}

export interface ImportRequest extends ImportListeners {
  readonly organizationId: string;
  /**
   * Where the import, and the campaigns that it brings first, come to belong; null: the organization as a whole.
   * Absent: where the source was before.
   */
  readonly departmentId?: string | null;
  /** What whoever imports may do. Absent for an operator on the machine, who may do everything. */
  readonly permissions?: Permissions;
  readonly file: ExportFile;
  readonly readOptions: ReadOptions;
  readonly rejectLimit: RejectLimit;
  /** Checks and reports, and leaves nothing. */
  readonly isDryRun: boolean;
  readonly signal?: AbortSignal;
}

/** Who hears how an import goes. */
export interface ImportListeners {
  /** This one begins when another import ends: of the same source, or any that the server reads. */
  onWait?(reason: WaitReason): void;
  onProgress?(progress: ImportProgress): void;
  /** What the user may want to know about how the columns were understood. */
  onNotice?(notice: string): void;
  /** Every rejected row, in the order of the file, and once before the first row. The import waits for it. */
  onRejections?(rejected: RejectedBatch): Promise<void>;
}

/** Rejected rows with what is needed to write them as the file had them. */
export interface RejectedBatch {
  readonly rejections: readonly Rejection[];
  readonly header: readonly string[];
  readonly delimiter: Delimiter;
}
