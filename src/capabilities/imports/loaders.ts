import DataLoader from 'dataloader';
import type { Page } from '../../platform/graph/page.ts';
import { type NestedPage, onePerPage } from '../../platform/graph/page-loaders.ts';
import type { Reader } from '../access/contract.ts';
import type { AccessContext } from '../access/index.ts';
import { listRejectedRows, type RejectedRow } from './quarantine/rejected-rows.ts';

/** What one request has loaded of imports: however many rows ask for the same kind of thing, one query answers them. */
export interface ImportLoaders {
  rejectedRows(page: NestedPage): DataLoader<bigint, Page<RejectedRow>>;
}

/** The context that the resolvers of this capability need. */
export interface ImportsContext extends AccessContext {
  readonly imports: ImportLoaders;
}

/** Loaders for one request: they load what its reader may see. */
export function createImportLoaders(reader: Reader): ImportLoaders {
  return new Loaders(reader);
}

/** Guards the loaders of one request. Most requests need none, so that each is made where it is first asked for. */
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
