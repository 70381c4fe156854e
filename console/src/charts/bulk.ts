/**
 * Where a scale ends that shows the bulk of some values: at the largest, or where outliers would press the others together, at the outer fence
 * of Tukey's box plot (the third quartile and three times the distance between the quartiles; Exploratory Data Analysis, 1977).
 * What goes half as far again has room on the scale.
 */
export function endOfBulk(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] ?? 0;
  const largest = at(1);
  const fence = at(0.75) + 3 * (at(0.75) - at(0.25));
  return fence > 0 && 1.5 * fence < largest ? fence : largest;
}
