import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from './manifests.ts';
import { readQuery, readSeries } from './series.ts';

const FOLDER = join(ROOT, 'deploy/grafana');

const Panel = z.looseObject({
  id: z.int(),
  type: z.enum(['row', 'stat', 'timeseries']),
  title: z.string().min(1),
  gridPos: z.strictObject({ x: z.int().min(0), y: z.int().min(0), w: z.int().min(1), h: z.int().min(1) }),
  targets: z.array(z.looseObject({ refId: z.string(), expr: z.string().min(1) })).default([]),
});

const Dashboard = z.looseObject({
  uid: z.literal('marquee'),
  title: z.string(),
  schemaVersion: z.int(),
  templating: z.looseObject({ list: z.array(z.looseObject({ name: z.string(), definition: z.string() })) }),
  panels: z.array(Panel),
});

const json = readFileSync(join(FOLDER, 'dashboards/marquee.json'), 'utf8');
const dashboard = Dashboard.parse(JSON.parse(json));
const queries = dashboard.panels.flatMap(({ title, targets }) =>
  targets.map(({ expr }) => [title, expr] as const),
);

describe('the dashboard', () => {
  it.each(queries)('%s: names metrics and labels that the server has: %s', async (_title, expression) => {
    const series = await readSeries();
    const { metrics, labels } = readQuery(expression);
    expect(metrics).not.toEqual([]);
    for (const metric of metrics) expect([...series.keys()], metric).toContain(metric);
    // Prometheus itself adds the instance.
    const known = new Set(['instance', ...metrics.flatMap((metric) => [...(series.get(metric) ?? [])])]);
    for (const label of labels) expect(known, label).toContain(label);
  });

  it('shows every metric of Marquee', async () => {
    const shown = new Set(queries.flatMap(([, expression]) => readQuery(expression).metrics));
    const families = [...(await readSeries()).keys()].filter((name) => name.startsWith('marquee_'));
    const missing = families.filter(
      (name) => !shown.has(name) && !shown.has(name.replace(/_(sum|count)$/, '_bucket')),
    );
    expect(missing).toEqual([]);
  });

  it('is checked by a grammar that refuses what is not PromQL', () => {
    expect(() => readQuery('sum(rate(marquee_operations_total[1m])')).toThrow('not PromQL');
  });

  it('has panels that do not cover one another, on a grid 24 wide, each with an id of its own', () => {
    const cells = new Set<string>();
    for (const { title, gridPos } of dashboard.panels) {
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(cells, `${title} at ${x}, ${y}`).not.toContain(`${x},${y}`);
          cells.add(`${x},${y}`);
        }
    }
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });

  it('asks the data source that is provisioned, and lies where Grafana is told to look', () => {
    const read = (path: string): unknown => parse(readFileSync(join(FOLDER, 'provisioning', path), 'utf8'));
    expect(read('datasources/prometheus.yml')).toMatchObject({
      datasources: [{ uid: 'prometheus', url: 'http://prometheus:9090' }],
    });
    expect(new Set(json.match(/"uid": "(?!marquee)[^"]*"/g))).toEqual(new Set(['"uid": "prometheus"']));
    const compose = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
    expect(read('dashboards/marquee.yml')).toMatchObject({
      providers: [{ options: { path: '/var/lib/grafana/dashboards' } }],
    });
    expect(compose).toContain('./deploy/grafana/dashboards:/var/lib/grafana/dashboards:ro');
    expect(compose).toContain('./deploy/grafana/provisioning:/etc/grafana/provisioning:ro');
  });
});
