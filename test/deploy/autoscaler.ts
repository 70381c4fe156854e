/**
 * The algorithm of Kubernetes' HorizontalPodAutoscaler for one CPU utilization metric, as published in
 * https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/ and written in kubernetes/kubernetes,
 * pkg/controller/podautoscaler (replica_calculator.go, horizontal.go).
 */

/** The autoscaler's tolerance unless a cluster sets another: a ratio this near to 1 changes nothing. */
const TOLERANCE = 0.1;

/** A pod as the autoscaler sees it. CPU is in thousandths of a core. */
export interface Pod {
  readonly requested: number;
  /** What it used; undefined where its metric is missing. */
  readonly used: number | undefined;
  /** unready: not ready yet, or within the first minutes whose CPU is that of starting; gone: failed or being deleted. */
  readonly state: 'ready' | 'unready' | 'gone';
}

/**
 * How many replicas the metric asks for, before any behaviour, minimum or maximum.
 * @throws where no ready pod has a metric: the autoscaler then changes nothing
 */
export function recommendReplicas(pods: readonly Pod[], current: number, targetUtilization: number): number {
  const alive = pods.filter((pod) => pod.state !== 'gone');
  const unready = alive.filter((pod) => pod.state === 'unready');
  const missing = alive.filter((pod) => pod.state === 'ready' && pod.used === undefined);
  const measured = alive.flatMap((pod) =>
    pod.state === 'ready' && pod.used !== undefined ? [{ requested: pod.requested, used: pod.used }] : [],
  );
  if (measured.length === 0) throw new Error('there are no metrics for any ready pod');

  const ratio = usageRatio(measured, targetUtilization);
  const isScaleUpWithUnready = unready.length > 0 && ratio > 1;
  if (!isScaleUpWithUnready && missing.length === 0)
    return isTolerated(ratio) ? current : Math.ceil(ratio * measured.length);

  // What is not known is taken to speak against a change: idle when it would grow, fully used when it would shrink.
  const assumedShare = ratio < 1 ? Math.max(100, targetUtilization) / 100 : 0;
  const counted = [
    ...measured,
    ...(ratio === 1 ? [] : missing.map(({ requested }) => ({ requested, used: requested * assumedShare }))),
    ...(isScaleUpWithUnready ? unready.map(({ requested }) => ({ requested, used: 0 })) : []),
  ];
  const newRatio = usageRatio(counted, targetUtilization);
  const turnsAround = (ratio < 1 && newRatio > 1) || (ratio > 1 && newRatio < 1);
  if (isTolerated(newRatio) || turnsAround) return current;
  const replicas = Math.ceil(newRatio * counted.length);
  const contradicts = (newRatio < 1 && replicas > current) || (newRatio > 1 && replicas < current);
  return contradicts ? current : replicas;
}

function usageRatio(
  pods: readonly { readonly requested: number; readonly used: number }[],
  target: number,
): number {
  const used = pods.reduce((sum, pod) => sum + pod.used, 0);
  const requested = pods.reduce((sum, pod) => sum + pod.requested, 0);
  // The controller's utilization is a whole number of percent.
  return Math.trunc((used * 100) / requested) / target;
}

function isTolerated(ratio: number): boolean {
  return Math.abs(1 - ratio) <= TOLERANCE;
}

export interface ScalingPolicy {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly periodSeconds: number;
}

/** One direction of an autoscaler's behaviour, as in its manifest. */
export interface ScalingRules {
  readonly stabilizationWindowSeconds: number;
  readonly selectPolicy: 'Max' | 'Min' | 'Disabled';
  readonly policies: readonly ScalingPolicy[];
}

export interface Autoscaling {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly scaleUp: ScalingRules;
  readonly scaleDown: ScalingRules;
}

/** Something that happened `at` a second: a recommendation of so many replicas, or a change by so many. */
export interface Timed {
  readonly at: number;
  readonly replicas: number;
}

/** What the controller remembers between its rounds. */
export interface History {
  readonly recommendations: readonly Timed[];
  readonly scaledUp: readonly Timed[];
  readonly scaledDown: readonly Timed[];
}

export const NO_HISTORY: History = { recommendations: [], scaledUp: [], scaledDown: [] };

/**
 * One round of the controller: from what the metric asks for to the number of replicas that is set.
 * @param now in seconds, on the clock of the history
 */
export function decideReplicas(
  rules: Autoscaling,
  { recommendations, scaledUp, scaledDown }: History,
  now: number,
  current: number,
  recommended: number,
): { readonly replicas: number; readonly history: History } {
  const stabilized = stabilizeRecommendation(rules, recommendations, now, current, recommended);
  const replicas = limitChange(rules, { scaledUp, scaledDown }, now, current, stabilized);
  const change = replicas - current;
  return {
    replicas,
    history: {
      recommendations: [...recommendations, { at: now, replicas: recommended }],
      scaledUp: change > 0 ? [...scaledUp, { at: now, replicas: change }] : scaledUp,
      scaledDown: change < 0 ? [...scaledDown, { at: now, replicas: -change }] : scaledDown,
    },
  };
}

/** Grows to no more than the least that was asked for in the window of growing, shrinks to no less than the most in that of shrinking. */
export function stabilizeRecommendation(
  { scaleUp, scaleDown }: Pick<Autoscaling, 'scaleUp' | 'scaleDown'>,
  recommendations: readonly Timed[],
  now: number,
  current: number,
  recommended: number,
): number {
  const within = (seconds: number) =>
    recommendations.filter(({ at }) => at > now - seconds).map(({ replicas }) => replicas);
  const atLeast = Math.min(recommended, ...within(scaleUp.stabilizationWindowSeconds));
  const atMost = Math.max(recommended, ...within(scaleDown.stabilizationWindowSeconds));
  return Math.min(Math.max(current, atLeast), atMost);
}

/** Keeps a change within the policies, and its outcome between the minimum and the maximum. */
export function limitChange(
  rules: Autoscaling,
  changes: Pick<History, 'scaledUp' | 'scaledDown'>,
  now: number,
  current: number,
  desired: number,
): number {
  if (desired > current) {
    const limit = Math.max(current, scaleUpLimit(rules.scaleUp, changes, now, current));
    return Math.min(desired, rules.maxReplicas, limit);
  }
  if (desired < current) {
    const limit = Math.min(current, scaleDownLimit(rules.scaleDown, changes, now, current));
    return Math.max(desired, rules.minReplicas, limit);
  }
  return desired;
}

type Changes = Pick<History, 'scaledUp' | 'scaledDown'>;

function scaleUpLimit(rules: ScalingRules, changes: Changes, now: number, current: number): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const proposals = rules.policies.map((policy) => {
    const start = replicasAtStart(policy, changes, now, current);
    return policy.type === 'Pods' ? start + policy.value : Math.ceil(start * (1 + policy.value / 100));
  });
  return rules.selectPolicy === 'Min' ? Math.min(...proposals) : Math.max(...proposals);
}

function scaleDownLimit(rules: ScalingRules, changes: Changes, now: number, current: number): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const proposals = rules.policies.map((policy) => {
    const start = replicasAtStart(policy, changes, now, current);
    return policy.type === 'Pods' ? start - policy.value : Math.trunc(start * (1 - policy.value / 100));
  });
  // The greatest change leaves the fewest.
  return rules.selectPolicy === 'Min' ? Math.max(...proposals) : Math.min(...proposals);
}

/** How many there were when the policy's period began. */
function replicasAtStart(
  { periodSeconds }: ScalingPolicy,
  { scaledUp, scaledDown }: Changes,
  now: number,
  current: number,
): number {
  const sum = (changes: readonly Timed[]) =>
    changes.filter(({ at }) => at > now - periodSeconds).reduce((total, { replicas }) => total + replicas, 0);
  return current - sum(scaledUp) + sum(scaledDown);
}
