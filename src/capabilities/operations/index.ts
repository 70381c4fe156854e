import { defineCapability } from '../../platform/composition/capability.ts';
import { contribute } from '../../platform/composition/contributions.ts';
import { NODES } from '../access/index.ts';
import { JobResolver, requireJob } from './job.resolver.ts';
import { JobNodeIdResolver } from './job.type.ts';

/** What admins see of the work in the background, and may have done again. */
export const operations = defineCapability({
  name: 'operations',
  resolvers: [JobResolver, JobNodeIdResolver],
  open: () => ({
    api: undefined,
    resolvers: [new JobResolver(), new JobNodeIdResolver()],
    contributions: [
      contribute(NODES, {
        type: 'Job',
        resource: 'JOB',
        find: (context, [id = '']) => requireJob(context, id),
      }),
    ],
  }),
});
