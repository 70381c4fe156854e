import { ApiTokenResolver } from './api-token/api-token.resolver.ts';
import { AuditResolver } from './audit/audit.resolver.ts';
import { DepartmentResolver } from './department/department.resolver.ts';
import type { AccessDeps } from './deps.ts';
import { MemberResolver } from './member/member.resolver.ts';
import { NodeResolver } from './node/node.resolver.ts';
import { OrganizationResolver } from './organization/organization.resolver.ts';
import { PeopleResolver } from './people/people.resolver.ts';
import { ViewerResolver } from './people/viewer.resolver.ts';
import { SharingResolver } from './sharing/sharing.resolver.ts';

/** The resolver classes of this capability: what it adds to the graph. */
export const accessResolvers = [
  ViewerResolver,
  PeopleResolver,
  OrganizationResolver,
  DepartmentResolver,
  MemberResolver,
  SharingResolver,
  ApiTokenResolver,
  AuditResolver,
  NodeResolver,
] as const;

/** One instance of each, with what they need. */
export function createAccessResolvers(deps: AccessDeps): object[] {
  return [
    new ViewerResolver(deps),
    new PeopleResolver(deps),
    new OrganizationResolver(deps),
    new DepartmentResolver(deps),
    new MemberResolver(deps),
    new SharingResolver(deps),
    new ApiTokenResolver(deps),
    new AuditResolver(),
    new NodeResolver(deps),
  ];
}
