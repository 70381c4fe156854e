import DataLoader from 'dataloader';
import type { Page } from '../../platform/graph/page.ts';
import { type NestedPage, onePerPage } from '../../platform/graph/page-loaders.ts';
import type { Reader } from '../access/contract.ts';
import type { AccessContext } from '../access/index.ts';
import { listRejectedRows, type RejectedRow } from './quarantine/rejected-rows.ts';

/** The data loaders of one request: one query loads the same field for many rows. */
export interface ImportLoaders {
  rejectedRows(page: NestedPage): DataLoader<bigint, Page<RejectedRow>>;
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
  #rejectedRows: ImportLoaders['rejectedRows'] | undefined;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  rejectedRows(page: NestedPage) {
    this.#rejectedRows ??= onePerPage(
      (asked) => new DataLoader((ids) => listRejectedRows(this.#reader, ids, asked)),
    );
    return this.#rejectedRows(page);
  }
}
