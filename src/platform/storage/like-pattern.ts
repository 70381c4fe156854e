/** The pattern of LIKE for texts that hold this one: its own % and _ stand for themselves. */
export function patternOfPart(part: string): string {
  return `%${asItself(part)}%`;
}

/**
 * SQL for how well a column fits the pattern of a part of it, such as $2: 0 where it is that text, 1 where it is but for the case, 2 where it
 * begins with it, 3 where it holds it further on, or there is no pattern.
 */
export function matchRank(column: string, pattern: string): string {
  const whole = `substr(${pattern}::text, 2, length(${pattern}::text) - 2)`;
  return `(case when ${column} like ${whole} then 0 when ${column} ilike ${whole} then 1
    when ${column} ilike substr(${pattern}::text, 2) then 2 else 3 end)`;
}

/** A text in which % and _ stand for themselves, as part of a pattern of LIKE. */
export function asItself(part: string): string {
  return part.replace(/[\\%_]/g, '\\$&');
}
