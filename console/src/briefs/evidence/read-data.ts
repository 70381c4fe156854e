/** Reads a tool's result, of which each version of the tools gave something else: what is not there is empty. */

export type Data = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function readRecord(value: unknown): Data | undefined {
  return isRecord(value) ? value : undefined;
}

export function readRecords(value: unknown): readonly Data[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function readString(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function readStrings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function readNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
