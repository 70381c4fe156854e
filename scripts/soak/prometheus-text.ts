/** The value of a metric without labels in Prometheus' text format; undefined where there is none. */
export function parseMetric(text: string, name: string): number | undefined {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}
