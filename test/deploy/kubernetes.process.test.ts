import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Service } from 'kubernetes-models/v1/Service';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { listAppSettings, readAppConfig } from '../../src/app-settings.ts';
import { findSchemaFaults } from './kubernetes-schema.ts';
import { BASE, findObject, PRODUCTION, parseObjects, ROOT, readObjects } from './manifests.ts';

const objects = readObjects(BASE);

/** The object under the type of its kind. */
function read<Kind>(kind: { kind: string; is(value: unknown): value is Kind }, name = 'marquee'): Kind {
  const object = findObject(objects, kind.kind, name);
  if (!kind.is(object)) throw new Error(`${kind.kind} ${name} is of another version`);
  return object;
}

const deployment = read(Deployment);
const job = read(Job, 'marquee-migration');
const pods = {
  server: deployment.spec?.template,
  migration: job.spec?.template,
};
const container = (pod: keyof typeof pods) => {
  const [first, ...others] = pods[pod]?.spec?.containers ?? [];
  if (first === undefined || others.length > 0)
    throw new Error(`the ${pod} has more or less than one container`);
  return first;
};

describe('the schema check', () => {
  it('finds nothing wrong with any object of the base and of the overlay', async () => {
    const overlay = readObjects(PRODUCTION).filter(({ kind }) => kind !== 'Deployment');
    expect(objects.length).toBeGreaterThanOrEqual(8);
    expect(await findSchemaFaults([...objects, ...overlay])).toEqual([]);
  });

  it.each([
    ['a wrong type', 'Deployment', ['spec', 'minReadySeconds'], 'soon', 'must be integer'],
    [
      'a wrong type, deep inside',
      'Deployment',
      ['spec', 'template', 'spec', 'containers', 0, 'ports', 0, 'containerPort'],
      '4000',
      'containerPort must be integer',
    ],
    [
      'an unknown field',
      'HorizontalPodAutoscaler',
      ['spec', 'minimumReplicas'],
      1,
      '\'"minimumReplicas"\' does not exist',
    ],
    [
      'an unknown field, deep inside',
      'Deployment',
      ['spec', 'template', 'spec', 'containers', 0, 'livenessprobe'],
      {},
      '\'"livenessprobe"\' does not exist',
    ],
    ['a missing field', 'Deployment', ['spec', 'selector'], undefined, 'selector'],
    [
      'a value that is none of those allowed',
      'PodDisruptionBudget',
      ['spec', 'unhealthyPodEvictionPolicy'],
      'Always',
      'not assignable',
    ],
    [
      'a quantity that is none',
      'Job',
      ['spec', 'template', 'spec', 'containers', 0, 'resources', 'limits', 'memory'],
      '256 MB',
      'memory',
    ],
  ] as const)('catches %s', async (_fault, kind, path, value, message) => {
    const planted = structuredClone(objects.filter((object) => object.kind === kind));
    plant(planted[0], path, value);
    expect((await findSchemaFaults(planted)).join('\n')).toContain(message);
  });

  it('catches a doubled key', () => {
    expect(() => parseObjects('apiVersion: v1\nkind: Service\nkind: Service\nmetadata: { name: a }')).toThrow(
      'unique',
    );
  });
});

function plant(object: unknown, path: readonly (string | number)[], value: unknown): void {
  const last = path.at(-1) ?? '';
  const branch = path.slice(0, -1).reduce((parent, step) => Reflect.get(Object(parent), step), object);
  Reflect.set(Object(branch), last, value);
}

describe('the pods', () => {
  it.each(['server', 'migration'] as const)('of the %s meet the restricted pod security standard', (pod) => {
    expect(pods[pod]?.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(pods[pod]?.spec?.securityContext?.runAsUser).toBeGreaterThan(0);
    expect(container(pod).securityContext).toEqual({
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it.each(['server', 'migration'] as const)(
    'of the %s say what they need, and have a bound on memory',
    (pod) => {
      const { requests, limits } = container(pod).resources ?? {};
      expect(Object.keys(requests ?? {})).toEqual(expect.arrayContaining(['cpu', 'memory']));
      expect(limits?.memory).toBe(requests?.memory);
    },
  );

  it('get every secret by reference, and hold none', () => {
    expect(objects.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    for (const { name, value, valueFrom } of [container('server'), container('migration')].flatMap(
      ({ env }) => env ?? [],
    )) {
      expect(value, name).toBeUndefined();
      expect(valueFrom?.secretKeyRef?.name, name).toBe('marquee');
    }
  });

  it('set only what the server reads', () => {
    const known = new Set(listAppSettings().map(({ variable }) => variable));
    const references = [container('server'), container('migration')].flatMap(({ env }) => env ?? []);
    for (const variable of [...Object.keys(settings()), ...references.map(({ name }) => name)])
      expect(known, variable).toContain(variable);
  });

  it('of the server are asked on the routes that it serves, on the ports that it listens on', () => {
    const { startupProbe, livenessProbe, readinessProbe, ports } = container('server');
    expect(startupProbe?.httpGet).toEqual({ path: '/livez', port: 'health' });
    expect(livenessProbe?.httpGet).toEqual({ path: '/livez', port: 'health' });
    expect(readinessProbe?.httpGet).toEqual({ path: '/readyz', port: 'health' });
    expect(ports).toMatchObject([
      { name: 'http', containerPort: 4000 },
      { name: 'health', containerPort: 4001 },
    ]);
    expect(readAppConfig(settings())).toMatchObject({
      port: 4000,
      healthPort: 4001,
      host: '0.0.0.0',
      environment: 'production',
    });
    expect(read(Service).spec?.ports).toMatchObject([{ targetPort: 'http' }]);
    expect(read(NetworkPolicy).spec?.ingress?.map((rule) => rule.ports)).toEqual([
      [{ port: 'http', protocol: 'TCP' }],
      [{ port: 'health', protocol: 'TCP' }],
    ]);
    expect(pods.server?.metadata?.annotations?.['prometheus.io/port']).toBe('4001');
  });

  it('of the server have time to end: preStop, the grace of the server, and some to spare', () => {
    const preStop = container('server').lifecycle?.preStop?.sleep?.seconds ?? 0;
    const patience = pods.server?.spec?.terminationGracePeriodSeconds ?? 0;
    expect(preStop).toBeGreaterThan(0);
    const { shutdownDelayMs, shutdownGraceSeconds } = readAppConfig(settings());
    expect(patience).toBeGreaterThan(preStop + (2 * shutdownDelayMs) / 1_000 + shutdownGraceSeconds);
  });
});

describe('scaling and disruption', () => {
  it('leaves the number of replicas to the autoscaler, 1 to 10', () => {
    expect(deployment.spec).not.toHaveProperty('replicas');
    const { spec } = read(HorizontalPodAutoscaler);
    expect(spec?.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'marquee' });
    expect([spec?.minReplicas, spec?.maxReplicas]).toEqual([1, 10]);
    expect(
      container('server').resources?.requests?.cpu,
      'utilization is a share of the request',
    ).toBeDefined();
  });

  it('lets a node be drained where there is one replica', () => {
    const { spec } = read(PodDisruptionBudget);
    expect(spec).not.toHaveProperty('minAvailable');
    expect(spec?.maxUnavailable).toBeGreaterThanOrEqual(1);
  });

  it('counts and serves the pods of the Deployment, and never those of the Job', () => {
    const selectors = [
      deployment.spec?.selector.matchLabels,
      read(Service).spec?.selector,
      read(PodDisruptionBudget).spec?.selector?.matchLabels,
      read(NetworkPolicy).spec?.podSelector?.matchLabels,
    ];
    for (const selector of selectors) {
      expect(pods.server?.metadata?.labels).toMatchObject(selector ?? { missing: 'selector' });
      expect(pods.migration?.metadata?.labels).not.toMatchObject(selector ?? {});
    }
  });

  it('migrates by a script that is there', () => {
    const [node, script = ''] = container('migration').command ?? [];
    expect(node).toBe('node');
    expect(existsSync(join(ROOT, script.replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
  });
});

describe('kustomize', () => {
  it('is given every file of the base', () => {
    const files = readdirSync(BASE).filter((file) => file !== 'kustomization.yaml');
    expect(kustomization(BASE).resources.toSorted()).toEqual(files.toSorted());
  });

  const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
  const render = (folder: string) =>
    parseObjects(execFileSync('kubectl', ['kustomize', folder], { encoding: 'utf8' }));

  it.runIf(hasKubectl)(
    'renders the base and the overlay to valid objects (runs where kubectl is installed)',
    async () => {
      const [base, production] = [render(BASE), render(PRODUCTION)];
      expect(base.map(({ kind }) => kind).toSorted()).toEqual(
        [...objects.map(({ kind }) => kind), 'ConfigMap'].toSorted(),
      );
      expect(await findSchemaFaults([...base, ...production])).toEqual([]);
    },
  );

  it.runIf(hasKubectl)(
    'puts one namespace, one image and the same settings on all (runs where kubectl is installed)',
    () => {
      const production = render(PRODUCTION);
      const namespaced = production.filter(({ kind }) => kind !== 'Namespace');
      expect(new Set(namespaced.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['marquee']));
      const rendered = [
        findObject(production, 'Deployment'),
        findObject(production, 'Job', 'marquee-migration'),
      ];
      const configMap = production.find(({ kind }) => kind === 'ConfigMap')?.metadata.name;
      for (const object of rendered) {
        const text = JSON.stringify(object);
        expect(text).toContain(`"configMapRef":{"name":"${configMap}"}`);
        expect(text).toMatch(/"image":"registry\.example\.com\/marquee:\d/);
      }
    },
  );
});

function kustomization(folder: string) {
  const Kustomization = z.looseObject({
    resources: z.array(z.string()),
    configMapGenerator: z.array(z.looseObject({ literals: z.array(z.string()) })),
  });
  return Kustomization.parse(parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')));
}

/** The settings that every pod gets. */
function settings(): Record<string, string> {
  const literals = kustomization(BASE).configMapGenerator.flatMap((generator) => generator.literals);
  return Object.fromEntries(literals.map((literal) => literal.split(/=(.*)/s, 2)));
}
