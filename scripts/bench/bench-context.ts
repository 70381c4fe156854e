import type { Report } from './figures.ts';
import type { BenchPostgres } from './postgres.ts';

/** What every suite works with. */
export interface Bench {
  readonly postgres: BenchPostgres;
  /** For generated files; removed at the end. */
  readonly folder: string;
  readonly isQuick: boolean;
  /** The rows of an export: of the first that is imported, of those of creators who post seldom, and on the embedded database. */
  readonly rows: number;
  /** How many runs a median is taken of. */
  readonly runs: number;
  readonly hasPeers: boolean;
  readonly report: Report;
  tell(line: string): void;
}
