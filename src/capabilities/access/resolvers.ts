import { ApiTokenResolver } from './api-token/api-token.resolver.ts';
import { ApiTokenPersonResolver } from './api-token/api-token.type.ts';
import { AuditResolver } from './audit/audit.resolver.ts';
import { AuditEntryDepartmentResolver } from './audit/audit.type.ts';
import { DepartmentResolver } from './department/department.resolver.ts';
import { DepartmentNodeIdResolver } from './department/department.type.ts';
import type { AccessDeps } from './deps.ts';
import { MemberResolver } from './member/member.resolver.ts';
import {
  InvitationDepartmentResolver,
  MemberDepartmentResolver,
  MemberPersonResolver,
} from './member/member.type.ts';
import { NodeResolver } from './node/node.resolver.ts';
import { OrganizationResolver } from './organization/organization.resolver.ts';
import { OrganizationNodeIdResolver } from './organization/organization.type.ts';
import { OrganizationDataResolver } from './organization/organization-data.resolver.ts';
import { PasswordResolver } from './password/password.resolver.ts';
import { DeleteAccountResolver } from './people/delete-account.resolver.ts';
import { PeopleResolver } from './people/people.resolver.ts';
import { ViewerResolver } from './people/viewer.resolver.ts';
import { SecondFactorResolver } from './second-factor/second-factor.resolver.ts';
import { SharingResolver } from './sharing/sharing.resolver.ts';
import { GrantDepartmentResolver, GrantPersonResolver } from './sharing/sharing.type.ts';

/** The resolver classes of this capability: what it adds to the graph. */
export const accessResolvers = [
  ViewerResolver,
  PeopleResolver,
  PasswordResolver,
  SecondFactorResolver,
  DeleteAccountResolver,
  OrganizationResolver,
  OrganizationDataResolver,
  OrganizationNodeIdResolver,
  DepartmentResolver,
  DepartmentNodeIdResolver,
  MemberResolver,
  MemberDepartmentResolver,
  MemberPersonResolver,
  InvitationDepartmentResolver,
  SharingResolver,
  GrantDepartmentResolver,
  GrantPersonResolver,
  ApiTokenResolver,
  ApiTokenPersonResolver,
  AuditResolver,
  AuditEntryDepartmentResolver,
  NodeResolver,
] as const;

/** One instance of each, with what they need. */
export function createAccessResolvers(deps: AccessDeps): object[] {
  return accessResolvers.map((Resolver) => new Resolver(deps));
}
