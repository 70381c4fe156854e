/** The pattern of LIKE for texts that hold this one: its own % and _ stand for themselves. */
export function patternOfPart(part: string): string {
  return `%${asItself(part)}%`;
}

/** A text in which % and _ stand for themselves, as part of a pattern of LIKE. */
export function asItself(part: string): string {
  return part.replace(/[\\%_]/g, '\\$&');
}
