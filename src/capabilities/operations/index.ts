import { JobResolver } from './job.resolver.ts';

/** The resolver classes of this capability: what it adds to the graph. */
export const operationsResolvers = [JobResolver] as const;

/** One instance of each. */
export function createOperationsResolvers(): object[] {
  return [new JobResolver()];
}
