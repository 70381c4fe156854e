import DataLoader from 'dataloader';
import type { Page } from '../../platform/graph/page.ts';
import { onePerPage } from '../../platform/graph/page-loaders.ts';
import type { Reader } from '../access/contract.ts';
import type { AccessContext } from '../access/index.ts';
import { listRejectedRows, type RejectedRow, type RejectedRowsPage } from './quarantine/rejected-rows.ts';
import { findProgress, type RunningCounts } from './record/import-progress.ts';
import { type ImportRecord, type ImportsPage, listImportsOfCampaigns } from './record/import-record.ts';

/** The data loaders of one request: one query loads the same field for many rows. */
export interface ImportLoaders {
  readonly progress: DataLoader<bigint, RunningCounts>;
  rejectedRows(page: RejectedRowsPage): DataLoader<bigint, Page<RejectedRow>>;
  /** By the id of the campaign. */
  ofCampaigns(page: ImportsPage): DataLoader<string, Page<ImportRecord>>;
}

/** The context that the resolvers of this capability need. */
export interface ImportsContext extends AccessContext {
  readonly imports: ImportLoaders;
}

/** Creates the loaders of one request: they load what its reader may see. */
export function createImportLoaders(reader: Reader): ImportLoaders {
  return new Loaders(reader);
}

/** Creates each loader on first use: most requests need none. */
class Loaders implements ImportLoaders {
  readonly #reader: Reader;
  #progress: ImportLoaders['progress'] | undefined;
  #rejectedRows: ImportLoaders['rejectedRows'] | undefined;
  #ofCampaigns: ImportLoaders['ofCampaigns'] | undefined;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  get progress() {
    this.#progress ??= new DataLoader((ids) => findProgress(this.#reader, ids));
    return this.#progress;
  }

  rejectedRows(page: RejectedRowsPage) {
    this.#rejectedRows ??= onePerPage(
      (asked: RejectedRowsPage) => new DataLoader((ids) => listRejectedRows(this.#reader, ids, asked)),
    );
    return this.#rejectedRows(page);
  }

  ofCampaigns(page: ImportsPage) {
    this.#ofCampaigns ??= onePerPage(
      (asked: ImportsPage) => new DataLoader((ids) => listImportsOfCampaigns(this.#reader, ids, asked)),
    );
    return this.#ofCampaigns(page);
  }
}
