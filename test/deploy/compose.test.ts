import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { listAppSettings, readAppConfig } from '../../src/app-settings.ts';
import { ComposeFile } from './compose-schema.ts';
import { ROOT } from './manifests.ts';

const readYaml = (path: string): unknown =>
  parse(readFileSync(join(ROOT, path), 'utf8'), { uniqueKeys: true });

const raw = readYaml('docker-compose.yml');
const compose = ComposeFile.parse(raw);
const service = (name: string) => {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`there is no service ${name}`);
  return found;
};

describe('docker-compose.yml', () => {
  it.each([
    ['an unknown field', ['services', 'server', 'enviroment'], {}, 'enviroment'],
    ['a wrong type', ['services', 'server', 'read_only'], 'yes', 'read_only'],
    ['a setting that is no text', ['services', 'server', 'environment', 'PORT'], 4000, 'PORT'],
    ['a port that is open to the network', ['services', 'redis', 'ports'], ['6379:6379'], 'ports'],
    ['an image without a version', ['services', 'redis', 'image'], 'redis:latest', 'image'],
  ] as const)('is checked by a schema that catches %s', (_fault, path, value, field) => {
    const planted = structuredClone(raw);
    const branch = path
      .slice(0, -1)
      .reduce((parent: unknown, step) => Reflect.get(Object(parent), step), planted);
    Reflect.set(Object(branch), path.at(-1) ?? '', value);
    expect(JSON.stringify(ComposeFile.safeParse(planted).error?.issues)).toContain(field);
  });

  it('starts the server, PostgreSQL with pgvector and Redis; Kafka, Prometheus and Grafana are profiles', () => {
    const withoutProfile = Object.keys(compose.services).filter(
      (name) => service(name).profiles === undefined,
    );
    expect(withoutProfile.toSorted()).toEqual(['postgres', 'redis', 'server']);
    expect(service('postgres').image).toMatch(/^pgvector\/pgvector:pg1[5-9]/);
    for (const name of ['prometheus', 'grafana']) expect(service(name).profiles).toEqual(['monitoring']);
    expect(service('kafka').profiles).toEqual(['kafka']);
  });

  it('starts the server when what it needs is healthy, and says what healthy means', () => {
    const needed = service('server').depends_on;
    expect(needed).toEqual({
      postgres: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    });
    for (const name of Object.keys(needed ?? {})) expect(service(name).healthcheck, name).toBeDefined();
  });

  it('gives the server settings that it knows and accepts', () => {
    const known = new Set(listAppSettings().map(({ variable }) => variable));
    const given = service('server').environment ?? {};
    for (const variable of Object.keys(given)) expect(known, variable).toContain(variable);
    const defaults = Object.entries(given).map(([variable, value]) => [
      variable,
      value.replace(/^\$\{\w+:-(.*)\}$/, '$1'),
    ]);
    const config = readAppConfig(Object.fromEntries(defaults));
    expect(config.databaseUrl).toContain('@postgres:5432/');
    expect(config.redisUrl).toContain('//redis:6379');
    expect(Number.parseInt(service('server').stop_grace_period ?? '0', 10)).toBeGreaterThan(
      config.shutdownGraceSeconds,
    );
  });

  it('keeps PostgreSQL and Kafka, which ask for no password, and Redis where only the server reaches them', () => {
    expect(compose.networks).toEqual({ storage: { internal: true } });
    const inStorage = Object.keys(compose.services).filter((name) =>
      service(name).networks.includes('storage'),
    );
    expect(inStorage.toSorted()).toEqual(['kafka', 'postgres', 'redis', 'server']);
    for (const name of ['kafka', 'postgres', 'redis']) {
      expect(service(name).networks, name).toEqual(['storage']);
      expect(service(name).ports, name).toBeUndefined();
    }
  });

  it('names volumes, networks and files that are there', () => {
    for (const [name, { volumes = [], networks }] of Object.entries(compose.services)) {
      for (const [source = ''] of volumes.map((mount) => mount.split(':')))
        expect(
          source.startsWith('./') ? existsSync(join(ROOT, source)) : source in compose.volumes,
          `${name}: ${source}`,
        ).toBe(true);
      for (const network of networks)
        expect(['default', ...Object.keys(compose.networks)], name).toContain(network);
    }
  });
});

it('Prometheus finds every replica of the server by its name in docker-compose.yml', () => {
  expect(readYaml('deploy/prometheus/prometheus.yml')).toMatchObject({
    scrape_configs: [
      {
        job_name: 'marquee',
        metrics_path: '/metrics',
        dns_sd_configs: [{ names: ['server'], type: 'A', port: 4000 }],
      },
    ],
  });
  expect(service('server').networks).toContain('default');
  expect(service('prometheus').networks).toEqual(['default']);
});
