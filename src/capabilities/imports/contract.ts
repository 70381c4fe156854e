/**
 * What commands, the console and tests use of imports without the graph: previews, the messages of a running import, and
 * importing a file.
 */

export type { Encoding } from '../../platform/csv/text-encoding.ts';
export type { ColumnUse } from './columns/column-uses.ts';
export type { Delimiter } from './columns/export-header.ts';
export type { FieldName } from './columns/fields.ts';
export { columnReference } from './columns/header-fault.ts';
export type { ExportPreview, PreviewedField, PreviewedRow } from './preview/preview.ts';
export { purgeInterrupted } from './publishing/purge.ts';
export type { Rejection } from './quarantine/rejection.ts';
export { writeRejectsFile } from './quarantine/rejects-file.ts';
export { REJECTS_COLUMNS } from './quarantine/row-mark.ts';
export type { ExportFile } from './reading/export-file.ts';
export { importFile } from './reading/local-file.ts';
export { runImport } from './run/import.ts';
export { checkSource, type ImportOptionTexts, parseImportOptions } from './run/import-options.ts';
export type { ImportListeners, RejectedBatch } from './run/import-request.ts';
export type { ImportOutcome, ImportProgress } from './run/outcome.ts';
export type { RejectionExample } from './run/rejection-examples.ts';
export { type ImportMessage, importMessageSchema } from './serving/import-messages.ts';
