import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type Autoscaling,
  limitChange,
  recommendReplicas,
  type ScalingPolicy,
  type ScalingRules,
  stabilizeRecommendation,
  type Timed,
} from './autoscaler.ts';
import { BASE, findObject, readObjects } from './manifests.ts';

/** Kubernetes' own expectations, of what the manifest uses: replica_calculator_test.go. */
it.each([
  { name: 'ScaleUp', utilization: 50, current: 3, target: 30, expected: 5 },
  { name: 'ScaleDown', utilization: 28, current: 5, target: 50, expected: 3 },
  { name: 'Tolerance', utilization: 102, current: 3, target: 100, expected: 3 },
])('the metric asks for as many replicas as in TestReplicaCalc: $name', (given) => {
  expect(recommendReplicas(given.utilization, given.current, given.target)).toBe(given.expected);
});

const rules = (window: number, ...policies: ScalingPolicy[]): ScalingRules => ({
  stabilizationWindowSeconds: window,
  policies,
});
const pods = (value: number, periodSeconds: number): ScalingPolicy => ({
  type: 'Pods',
  value,
  periodSeconds,
});
const percent = (value: number, periodSeconds: number): ScalingPolicy => ({
  type: 'Percent',
  value,
  periodSeconds,
});

/** What Kubernetes does where a manifest has no behaviour. */
const DEFAULT_UP = rules(0, percent(100, 15), pods(4, 15));
const DEFAULT_DOWN = rules(300, percent(100, 15));

/** As generateEventsUniformDistribution: the changes in the middle of equal parts of the last `period` seconds. */
const spread = (changes: readonly number[], period: number): Timed[] =>
  changes.map((replicas, index) => ({
    at: -(period - ((index + 0.5) * period) / changes.length),
    replicas,
  }));

interface LimitCase {
  readonly name: string;
  readonly current: number;
  readonly desired: number;
  readonly expected: number;
  readonly min?: number;
  readonly max?: number;
  readonly up?: ScalingRules;
  readonly down?: ScalingRules;
  readonly changes?: Timed[];
}

describe('a change is limited as in TestScalingWithRules', () => {
  it.each<LimitCase>([
    { name: 'within range', current: 5, desired: 7, min: 3, max: 8, expected: 7 },
    { name: 'below the minimum', current: 3, desired: 1, min: 2, max: 8, expected: 2 },
    { name: 'above the maximum', current: 100, desired: 1000, min: 100, max: 150, expected: 150 },
    {
      name: 'up, pods larger than percent',
      current: 10,
      desired: 500,
      up: rules(0, pods(100, 60), percent(100, 60)),
      expected: 110,
    },
    {
      name: 'up, percent larger than pods',
      current: 10,
      desired: 500,
      up: rules(0, pods(2, 60), percent(100, 60)),
      expected: 20,
    },
    { name: 'down by pods', current: 10, desired: 2, down: rules(300, pods(5, 60)), expected: 5 },
    {
      name: 'up with more recent changes than the policy allows',
      current: 100,
      desired: 500,
      up: rules(0, pods(5, 120)),
      changes: spread([1, 5, 9], 120),
      expected: 100,
    },
    {
      name: 'up by pods after changes',
      current: 100,
      desired: 500,
      up: rules(0, pods(150, 120)),
      changes: spread([1, 5, 9], 120),
      expected: 235,
    },
    {
      name: 'up by percent after changes',
      current: 100,
      desired: 500,
      up: rules(0, percent(200, 120)),
      changes: spread([1, 5, 9], 120),
      expected: 255,
    },
    {
      name: 'down by pods after changes',
      current: 100,
      desired: 2,
      down: rules(300, pods(5, 120)),
      changes: spread([-1, -5, -9], 120),
      expected: 100,
    },
  ])('$name: $current, asked for $desired, become $expected', (given) => {
    const autoscaling: Autoscaling = {
      minReplicas: given.min ?? 1,
      maxReplicas: given.max ?? 1000,
      scaleUp: given.up ?? DEFAULT_UP,
      scaleDown: given.down ?? DEFAULT_DOWN,
    };
    expect(limitChange(autoscaling, given.changes ?? [], 0, given.current, given.desired)).toBe(
      given.expected,
    );
  });
});

describe('a recommendation is stabilized as in TestNormalizeDesiredReplicas', () => {
  const minutesAgo = (minutes: number, replicas: number): Timed => ({ at: -60 * minutes, replicas });

  it.each<{ name: string; recent: Timed[]; up: number; down: number; current: number; expected: number }>([
    {
      name: 'old and new',
      recent: [minutesAgo(10, 10), minutesAgo(1, 4), minutesAgo(2, 5), minutesAgo(9, 9)],
      up: 0,
      down: 300,
      current: 100,
      expected: 5,
    },
    {
      name: 'growing waits for the whole window',
      recent: [minutesAgo(2, 1), minutesAgo(1, 2)],
      up: 180,
      down: 0,
      current: 1,
      expected: 1,
    },
  ])('$name: $current becomes $expected', ({ recent, up, down, current, expected }) => {
    const windows = { scaleUp: rules(up), scaleDown: rules(down) };
    expect(stabilizeRecommendation(windows, recent, 0, current, 3)).toBe(expected);
  });
});

const Rules = z.strictObject({
  stabilizationWindowSeconds: z.number(),
  selectPolicy: z.literal('Max'),
  policies: z
    .array(
      z.strictObject({ type: z.enum(['Pods', 'Percent']), value: z.number(), periodSeconds: z.number() }),
    )
    .min(1),
});

const CpuMetric = z.strictObject({
  type: z.literal('Resource'),
  resource: z.strictObject({
    name: z.literal('cpu'),
    target: z.strictObject({ type: z.literal('Utilization'), averageUtilization: z.number() }),
  }),
});

/** The autoscaler of these manifests. */
function readAutoscaler(): Autoscaling & { readonly target: number } {
  const manifest = findObject(readObjects(BASE), 'HorizontalPodAutoscaler');
  if (!HorizontalPodAutoscaler.is(manifest)) throw new Error('the autoscaler is of another version');
  const { minReplicas, maxReplicas, metrics, behavior } = manifest.spec ?? {};
  const [metric] = z.tuple([CpuMetric]).parse(metrics);
  return {
    minReplicas: z.number().parse(minReplicas),
    maxReplicas: z.number().parse(maxReplicas),
    scaleUp: Rules.parse(behavior?.scaleUp),
    scaleDown: Rules.parse(behavior?.scaleDown),
    target: metric.resource.target.averageUtilization,
  };
}

/** The controller looks this often, in seconds. */
const ROUND = 15;
/** What a pod of these manifests requests, and what one can use: its event loop is one core. */
const POD = { requested: 500, most: 1000 };

/** Runs the controller over a load, given as the thousandths of a core that it needs in all, round by round. */
function runOver(load: readonly number[]): number[] {
  const autoscaler = readAutoscaler();
  let replicas = autoscaler.minReplicas;
  const recommendations: Timed[] = [];
  const changes: Timed[] = [];
  return load.map((needed, round) => {
    const now = round * ROUND;
    const utilization = (100 * Math.min(POD.most, needed / replicas)) / POD.requested;
    const recommended = recommendReplicas(utilization, replicas, autoscaler.target);
    const desired = stabilizeRecommendation(autoscaler, recommendations, now, replicas, recommended);
    const before = replicas;
    replicas = limitChange(autoscaler, changes, now, before, desired);
    recommendations.push({ at: now, replicas: recommended });
    changes.push({ at: now, replicas: replicas - before });
    return replicas;
  });
}

const minutes = (count: number, needed: number): number[] =>
  Array.from({ length: (count * 60) / ROUND }, () => needed);

describe('the autoscaler of these manifests', () => {
  const QUIET = 150;
  const BUSY = 3_400;

  it('goes from 1 to 10 replicas under load and back to 1 after it', () => {
    const replicas = runOver([...minutes(2, QUIET), ...minutes(6, BUSY), ...minutes(15, QUIET)]);
    const changes = replicas.flatMap((count, round) =>
      count === (replicas[round - 1] ?? 1) ? [] : [{ after: round * ROUND - 2 * 60, count }],
    );
    // In seconds after the load began, which ends after 360: the table of docs/deploy.md.
    expect(changes).toEqual([
      { after: 15, count: 3 },
      { after: 45, count: 5 },
      { after: 75, count: 7 },
      { after: 105, count: 10 },
      { after: 645, count: 8 },
      { after: 705, count: 6 },
      { after: 765, count: 4 },
      { after: 825, count: 2 },
      { after: 885, count: 1 },
    ]);
  });

  it('does not answer a burst shorter than its window', () => {
    const burst = [BUSY];
    expect(new Set(runOver([...minutes(2, QUIET), ...burst, ...minutes(3, QUIET)]))).toEqual(new Set([1]));
  });

  it('does not follow a load that comes and goes within five minutes', () => {
    const wave = Array.from({ length: 5 }, () => [...minutes(2, BUSY), ...minutes(2, QUIET)]).flat();
    const replicas = runOver([...minutes(10, BUSY), ...wave]);
    expect(Math.min(...replicas.slice(-wave.length))).toBe(10);
  });
});
