import { parser } from '@prometheus-io/lezer-promql';
import { expect } from 'vitest';
import { createAllMetrics } from '../all-metrics.ts';

/** What a query names, by Prometheus' own grammar. @throws where it is not PromQL */
export function readQuery(expression: string): { readonly metrics: string[]; readonly labels: string[] } {
  const query = expression.replaceAll('$__rate_interval', '1m');
  const metrics: string[] = [];
  const labels: string[] = [];
  parser.parse(query).iterate({
    enter({ type, from, to }) {
      if (type.isError) throw new SyntaxError(`not PromQL at ${from}: ${query}`);
      if (type.name === 'Identifier') metrics.push(query.slice(from, to));
      if (type.name === 'LabelName') labels.push(query.slice(from, to));
    },
  });
  return { metrics, labels };
}

/** The series that a process shows once everything that is counted has happened, with their labels. */
export async function readSeries(): Promise<Map<string, Set<string>>> {
  const all = createAllMetrics();
  const { metrics, observeOperation, countCacheAnswer, countImport, model, rateLimits, clientsGone, jobs } =
    all;
  observeOperation(
    undefined,
    [{ message: 'none', path: ['campaign'], extensions: { code: 'NOT_FOUND' } }],
    10,
  );
  countCacheAnswer('leaderboards', 'hit');
  countImport('published', { loaded: 1, rejected: 1, superseded: 1 });
  model.onCall('ok');
  model.onTokens({ input: 1, output: 1 });
  model.onRetry();
  clientsGone.inc({ route: '/imports' });
  jobs.countJobRun({ job: 'nightly', outcome: 'completed', seconds: 1 });
  jobs.watchJobs(async () => [{ job: 'nightly', state: 'queued', count: 1, oldestSeconds: 1 }]);
  all.intake.onReceipts(
    [
      { id: 'a', status: 'ACCEPTED', error: null },
      { id: 'b', status: 'REFUSED', error: { code: 'INVALID_EVENT', message: '' } },
    ],
    false,
  );
  all.counting.onCounted({ given: 4, counted: 1, late: 1, disowned: 1 });
  all.counting.onFailed('DEAD');
  await rateLimits.charge('client', 'a');
  await expect(rateLimits.charge('client', 'a')).rejects.toThrow('exceeded the limit');
  const { text } = await metrics.render();
  const series = new Map<string, Set<string>>();
  // A histogram that has observed nothing yet, such as that of garbage collections, shows its type only.
  for (const [, name = ''] of text.matchAll(/^# TYPE (\w+) histogram$/gm))
    for (const suffix of ['_bucket', '_sum', '_count']) series.set(name + suffix, new Set());
  for (const [, name = '', labels = ''] of text.matchAll(/^([a-z_0-9]+)(?:\{(.*)\})? \S+$/gim)) {
    const names = [...labels.matchAll(/(\w+)="/g)].map(([, label = '']) => label);
    series.set(name, new Set([...(series.get(name) ?? []), ...names]));
  }
  return series;
}
