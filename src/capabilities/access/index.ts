import { defineCapability, type Platform } from '../../platform/composition/capability.ts';
import { type Access, openAccess } from './access.ts';
import { checkServing } from './check-serving.ts';
import { accessExamples } from './examples.ts';
import { createAccessNodes } from './node/access-nodes.ts';
import { NODES } from './node/node-kinds.ts';
import { ORGANIZATION_DATA } from './organization/organization-data.ts';
import { accessResolvers } from './resolvers.ts';
import { RESOURCE_KINDS } from './resource-kind-point.ts';
import { enforceRules } from './rules/operation-rules.ts';
import { type AccessSettings, accessSettings } from './settings.ts';

export type { Access } from './access.ts';
export { writeAudit } from './audit/audit.ts';
export { requireDepartment } from './department/department.ts';
export { createDepartmentResolver, DepartmentType } from './department/department.type.ts';
export { NODES } from './node/node-kinds.ts';
export { ORGANIZATION_DATA } from './organization/organization-data.ts';
export { RESOURCE_KINDS } from './resource-kind-point.ts';
export { Allows } from './rules/operation-rules.ts';
export { forgetSharing } from './sharing/grant.ts';
export type { ResourceKind } from './sharing/resource-kinds.ts';
export type { AccessContext } from './viewer/context.ts';
export { FIRST_ORGANIZATION } from './viewer/local-owner.ts';

/** Who somebody is, and what they may do: organizations, departments, roles, tokens, sharing, guest links. */
export const access = defineCapability({
  name: 'access',
  settings: accessSettings,
  checkServing,
  resolvers: accessResolvers,
  examples: accessExamples,
  completeSchema: enforceRules,
  async open(platform: Platform, settings: AccessSettings) {
    const opened: Access = await openAccess({
      ...platform,
      fetch: platform.outbound.trusted,
      settings,
      findNodes: () => platform.contributionsTo(NODES),
      findOrganizationData: () => platform.contributionsTo(ORGANIZATION_DATA),
      findKinds: () =>
        Object.fromEntries(
          platform.contributionsTo(RESOURCE_KINDS).map(({ resource, kind }) => [resource, kind]),
        ),
    });
    return {
      api: opened,
      resolvers: opened.resolvers,
      registerRoutes: opened.registerRoutes,
      createContext: opened.createContext,
      signInWith: opened.providers,
      scheduledJobs: opened.scheduledJobs,
      contributions: createAccessNodes(platform.database),
      close: opened.close,
    };
  },
});
