const ROUND = [2, 5, 10, 15, 20, 30, 40, 50, 75];

/** A round percentage that is not below another, for the end of a scale. */
export function roundScale(high: number): number {
  return ROUND.find((round) => high <= round) ?? 100;
}
