/**
 * The algorithm of Kubernetes' HorizontalPodAutoscaler, as published in
 * https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/ and written in kubernetes/kubernetes,
 * pkg/controller/podautoscaler (replica_calculator.go, horizontal.go), as far as the manifest uses it: one CPU utilization
 * metric over pods that are ready at once, and of several policies the one that changes most.
 */

/** The autoscaler's tolerance unless a cluster sets another: a ratio this near to 1 changes nothing. */
const TOLERANCE = 0.1;

/** How many replicas the metric asks for, before any behaviour, minimum or maximum. Utilizations are in percent of what pods request. */
export function recommendReplicas(utilization: number, current: number, targetUtilization: number): number {
  // The controller's utilization is a whole number of percent.
  const ratio = Math.trunc(utilization) / targetUtilization;
  return Math.abs(1 - ratio) <= TOLERANCE ? current : Math.ceil(ratio * current);
}

export interface ScalingPolicy {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly periodSeconds: number;
}

/** One direction of an autoscaler's behaviour, as in its manifest. */
export interface ScalingRules {
  readonly stabilizationWindowSeconds: number;
  readonly policies: readonly ScalingPolicy[];
}

export interface Autoscaling {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly scaleUp: ScalingRules;
  readonly scaleDown: ScalingRules;
}

/** Something that happened `at` a second: a recommendation of so many replicas, or a change by so many, negative when fewer. */
export interface Timed {
  readonly at: number;
  readonly replicas: number;
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
  { minReplicas, maxReplicas, scaleUp, scaleDown }: Autoscaling,
  changes: readonly Timed[],
  now: number,
  current: number,
  desired: number,
): number {
  const limits = ({ policies }: ScalingRules, direction: 1 | -1) =>
    policies.map(({ type, value, periodSeconds }) => {
      const recent = changes.filter(({ at }) => at > now - periodSeconds);
      const start = recent.reduce((replicas, change) => replicas - change.replicas, current);
      return start + direction * (type === 'Pods' ? value : Math.ceil((start * value) / 100));
    });
  if (desired > current) return Math.min(desired, maxReplicas, Math.max(current, ...limits(scaleUp, 1)));
  if (desired < current) return Math.max(desired, minReplicas, Math.min(current, ...limits(scaleDown, -1)));
  return desired;
}
