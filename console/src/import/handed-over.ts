import type { ImportDraft } from './import-draft.ts';

/** A file on its way from another page to be imported: no address can carry one. */
interface HandedOver {
  readonly draft: ImportDraft;
  /** Whether it is imported without being looked at again. */
  readonly startsAtOnce: boolean;
}

let waiting: HandedOver | undefined;

export function handOver(draft: ImportDraft, startsAtOnce = false): void {
  waiting = { draft, startsAtOnce };
}

/** What was handed over; it stays until another file takes its place or {@link forgetHandedOver} is called. */
export function peekHandedOver(): HandedOver | undefined {
  return waiting;
}

export function forgetHandedOver(): void {
  waiting = undefined;
}

let refused: { readonly importId: string; readonly draft: ImportDraft } | undefined;

/** Keeps the file of an import that was not published, to be imported anyway. */
export function keepRefused(importId: string, draft: ImportDraft): void {
  refused = { importId, draft };
}

/** The file of an import that was not published, while this tab still has it. */
export function findRefused(importId: string): ImportDraft | undefined {
  return refused?.importId === importId ? refused.draft : undefined;
}
