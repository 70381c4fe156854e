import type { Capability } from './capability.ts';
import type { OpenPlatform } from './open-platform.ts';

/** Begins with the background work of all capabilities. */
export async function startJobs(
  { jobs, config }: Pick<OpenPlatform, 'jobs' | 'config'>,
  capabilities: readonly Capability[],
): Promise<void> {
  const scheduled = capabilities.flatMap(({ scheduledJobs = [] }) => scheduledJobs);
  await jobs.start({
    jobs: [
      ...capabilities.flatMap((capability) => capability.jobs ?? []),
      ...scheduled.map(({ job }) => job),
    ],
    schedules: scheduled.map(({ schedule }) => schedule),
    isRunning: config.runsJobs,
  });
}
