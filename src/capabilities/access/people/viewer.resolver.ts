import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
import type { AccessDeps } from '../deps.ts';
import { listMembershipsOf, type Member, type MemberOrder } from '../member/member.ts';
import { MemberConnection, MemberOrderEnum } from '../member/member.type.ts';
import {
  findOwnOrganization,
  listOrganizationsOf,
  type Organization,
  type OrganizationOrder,
} from '../organization/organization.ts';
import { OrganizationConnection, OrganizationOrderEnum } from '../organization/organization.type.ts';
import { LetIn } from '../rules/operation-rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import type { Viewer } from '../viewer/viewer.ts';
import { findPerson, type Person } from './people.ts';
import { ViewerType } from './people.type.ts';

@Resolver(() => ViewerType)
export class ViewerResolver {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  @LetIn()
  @Query(() => ViewerType, { description: 'The caller.' })
  viewer(@Ctx() { viewer }: AccessContext): Viewer {
    return viewer;
  }

  @FieldResolver()
  async person(@Root() { kind, id }: Viewer): Promise<Person | undefined> {
    return kind === 'GUEST' || id === null ? undefined : findPerson(this.#deps.database, id);
  }

  @FieldResolver()
  async organization(
    @Ctx() { database }: AccessContext,
    @Root() viewer: Viewer,
  ): Promise<Organization | undefined> {
    return findOwnOrganization({ viewer, database });
  }

  @FieldResolver(() => OrganizationConnection, {
    nullable: true,
    description:
      'Every organization of the person; switchOrganization switches between them. A program sees the one that its token belongs to.',
  })
  async organizations(
    @Root() viewer: Viewer,
    @Arg('first', () => Int, firstOf(50)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => OrganizationOrderEnum, orderByOf<OrganizationOrder>('NAME_ASC'))
    orderBy: OrganizationOrder,
  ): Promise<Page<Organization>> {
    const request = { first: checkPageLength('first', first), after: after ?? null, orderBy };
    return listOrganizationsOf(this.#deps.database, viewer, request);
  }

  @FieldResolver(() => MemberConnection, {
    nullable: true,
    description: "The person's roles in the current organization.",
  })
  async memberships(
    @Ctx() context: AccessContext,
    @Root() viewer: Viewer,
    @Arg('first', () => Int, firstOf(50)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => MemberOrderEnum, orderByOf<MemberOrder>('CREATED_AT_DESC')) orderBy: MemberOrder,
  ): Promise<Page<Member>> {
    const request = { first: checkPageLength('first', first), after: after ?? null, orderBy };
    return listMembershipsOf(context, viewer.id ?? '', request);
  }
}
