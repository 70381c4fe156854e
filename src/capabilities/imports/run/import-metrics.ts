import type { Metrics } from '../../../platform/telemetry/metrics.ts';

/** Counts an ended import, and its rows by outcome. */
export type CountImport = (
  status: string,
  rows: { readonly loaded: number; readonly rejected: number; readonly superseded: number },
) => void;

export function createImportMetrics(metrics: Metrics): CountImport {
  const imports = metrics.counter('marquee_imports_total', 'Imports that ended', ['status']);
  const rows = metrics.counter('marquee_import_rows_total', 'Rows read by imports', ['outcome']);
  return (status, { loaded, rejected, superseded }) => {
    imports.inc({ status });
    rows.inc({ outcome: 'loaded' }, loaded);
    rows.inc({ outcome: 'rejected' }, rejected);
    rows.inc({ outcome: 'superseded' }, superseded);
  };
}
