import { AS_FOUND, type ReadingOptions } from './import-draft.ts';

/** Rows that were mended on another page, on their way to be imported: no address can carry a file. */
interface HandedOver {
  readonly file: File;
  readonly options: ReadingOptions;
}

let waiting: HandedOver | undefined;

export function handOver(file: File, options: ReadingOptions): void {
  waiting = { file, options };
}

/** What was handed over; it stays until another file takes its place or {@link forgetHandedOver} is called. */
export function peekHandedOver(): HandedOver | undefined {
  return waiting;
}

export function forgetHandedOver(): void {
  waiting = undefined;
}

const keyOf = (importId: string) => `marquee-import-options-${importId}`;

/** Keeps how a file was read, so that its mended rows can be read in the same way. */
export function rememberOptions(importId: string, { mapped, fixed }: ReadingOptions): void {
  sessionStorage.setItem(keyOf(importId), JSON.stringify({ mapped, fixed }));
}

/** How the file of an import was read, where that was in this tab; else as its columns are found. */
export function recallOptions(importId: string): ReadingOptions {
  const kept = sessionStorage.getItem(keyOf(importId));
  if (kept === null) return AS_FOUND;
  const options: Pick<ReadingOptions, 'mapped' | 'fixed'> = JSON.parse(kept);
  return { ...AS_FOUND, ...options };
}
