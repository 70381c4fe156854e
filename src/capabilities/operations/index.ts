import { defineCapability } from '../../platform/composition/capability.ts';
import { JobResolver } from './job.resolver.ts';

/** What admins see of the work in the background, and may have done again. */
export const operations = defineCapability({
  name: 'operations',
  resolvers: [JobResolver],
  open: () => ({ api: undefined, resolvers: [new JobResolver()] }),
});
