/** JSON that brings bigints back as bigints. */
export function stringifyCached(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' ? { $bigint: part.toString() } : part,
  );
}

/** Reads what {@link stringifyCached} wrote. */
export function parseCached(text: string): unknown {
  return JSON.parse(text, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || !('$bigint' in part)) return part;
    return typeof part.$bigint === 'string' ? BigInt(part.$bigint) : part;
  });
}
