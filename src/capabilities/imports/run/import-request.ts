import type { Logger } from 'pino';
import type { Database } from '../../../platform/storage/database.ts';
import type { Permissions } from '../../access/contract.ts';
import type { Delimiter } from '../columns/export-header.ts';
import type { RejectLimit } from '../quarantine/reject-limit.ts';
import type { Rejection } from '../quarantine/rejection.ts';
import type { ExportFile } from '../reading/export-file.ts';
import type { ReadOptions } from '../reading/export-reader.ts';
import type { ShrinkLimit } from '../refusals/shrinking.ts';
import type { WaitReason } from '../serving/import-messages.ts';
import type { ImportProgress } from './outcome.ts';

export interface ImportDeps {
  readonly database: Database;
  readonly logger: Logger;
  /** A monotonic clock, in milliseconds. */
  readonly now: () => number;
}

export interface ImportRequest extends ImportListeners {
  readonly organizationId: string;
  /**
   * The department of the import and of the campaigns that it creates; null: the organization as a whole. Absent: that of
   * the source's previous import.
   */
  readonly departmentId?: string | null;
  /** The permissions of the caller. Absent for an operator on the machine, who may do everything. */
  readonly permissions?: Permissions;
  readonly file: ExportFile;
  readonly readOptions: ReadOptions;
  readonly rejectLimit: RejectLimit;
  /** Whether options that nobody gave are those of the source's last import; not where it is absent. */
  readonly usesMemory?: boolean;
  /** How much of what its source has published the file may take away; null or absent: everything. */
  readonly shrinkLimit?: ShrinkLimit | null;
  /** Only checks and reports; nothing is stored. */
  readonly isDryRun: boolean;
  readonly signal?: AbortSignal;
}

/** Callbacks for the progress of an import. */
export interface ImportListeners {
  /** It has begun, under this id: from now on it is found by it. A dry run leaves nothing under its id. */
  onBegin?(importId: string): void;
  /** This one begins when another import ends: of the same source, or any that the server reads. */
  onWait?(reason: WaitReason): void;
  onProgress?(progress: ImportProgress): void;
  /** A sentence for the user about how the columns were matched. */
  onNotice?(notice: string): void;
  /**
   * Called with every rejected row, and once before the first row. The import awaits it. Rows come in file order, those
   * that wait for the end of the file behind all others.
   */
  onRejections?(rejected: RejectedBatch): Promise<void>;
}

/** Rejected rows, and what is needed to write them as they were in the file. */
export interface RejectedBatch {
  /** The import that rejected them; null for a dry run, of which nothing is kept. */
  readonly importId: string | null;
  readonly rejections: readonly Rejection[];
  readonly header: readonly string[];
  readonly delimiter: Delimiter;
}
