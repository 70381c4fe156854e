import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from './manifests.ts';
import { readQuery, readSeries } from './series.ts';

const FOLDER = join(ROOT, 'deploy/prometheus');
const read = (file: string): unknown => parse(readFileSync(join(FOLDER, file), 'utf8'), { uniqueKeys: true });

/** The fields of a group of rules, as Prometheus takes them. */
const Rules = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Marquee\w+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[smh]$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(['info', 'warning', 'critical']) }),
          annotations: z.strictObject({ summary: z.string(), description: z.string() }),
        }),
      ),
    }),
  ),
});

const rules = Rules.parse(read('alerts.yml')).groups.flatMap((group) => group.rules);

it.each(rules.map(({ alert, expr }) => [alert, expr]))(
  '%s: names metrics and labels that the server has',
  async (_alert, expr) => {
    const series = await readSeries();
    const { metrics, labels } = readQuery(expr);
    expect(metrics).not.toEqual([]);
    for (const metric of metrics) expect([...series.keys()]).toContain(metric);
    const known = new Set(metrics.flatMap((metric) => [...(series.get(metric) ?? [])]));
    for (const label of labels) expect(known).toContain(label);
  },
);

it('has a rule for events that wait, and for dead letters, each of a name of its own', () => {
  const asked = rules.flatMap(({ expr }) => readQuery(expr).metrics);
  expect(asked).toContain('marquee_live_oldest_event_seconds');
  expect(asked).toContain('marquee_live_events_waiting');
  expect(asked).toContain('marquee_live_failed_events');
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
});

it('is read by the Prometheus of docker-compose.yml', () => {
  expect(read('prometheus.yml')).toMatchObject({ rule_files: ['alerts.yml'] });
  expect(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8')).toContain(
    './deploy/prometheus/alerts.yml:/etc/prometheus/alerts.yml:ro',
  );
});
