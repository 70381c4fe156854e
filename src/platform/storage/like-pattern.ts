/** The pattern of LIKE for texts that hold this one: its own % and _ stand for themselves. */
export function patternOfPart(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`;
}
