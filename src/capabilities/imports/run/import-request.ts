import type { Logger } from 'pino';
import type { Database } from '../../../platform/storage/database.ts';
import type { Permissions } from '../../access/contract.ts';
import type { Delimiter } from '../columns/export-header.ts';
import type { RejectLimit } from '../quarantine/reject-limit.ts';
import type { Rejection } from '../quarantine/rejection.ts';
import type { ExportFile } from '../reading/export-file.ts';
import type { ReadOptions } from '../reading/export-reader.ts';
import type { WaitReason } from '../serving/import-messages.ts';
import type { ImportProgress } from './outcome.ts';

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
  /** It has begun, under this id: from now on it is found by it. A dry run leaves nothing under its id. */
  onBegin?(importId: string): void;
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
