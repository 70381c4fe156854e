/** Rows that were mended on another page, on their way to be imported: no address can carry a file. */
let waiting: File | undefined;

export function handOver(file: File): void {
  waiting = file;
}

/** What was handed over; it stays until another file takes its place or {@link forgetHandedOver} is called. */
export function peekHandedOver(): File | undefined {
  return waiting;
}

export function forgetHandedOver(): void {
  waiting = undefined;
}
