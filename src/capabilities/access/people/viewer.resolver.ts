import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { AccessDeps } from '../deps.ts';
import { findMemberships, type Member } from '../member/member.ts';
import { findOrganization, listOrganizationsOf, type Organization } from '../organization/organization.ts';
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
    if (!viewer.permissions.allowsSomewhere('READ', 'ORGANIZATION')) return undefined;
    return findOrganization(database, viewer.organizationId);
  }

  /** A program sees the one organization that its token belongs to. */
  @FieldResolver()
  async organizations(@Ctx() context: AccessContext, @Root() viewer: Viewer): Promise<Organization[]> {
    if (viewer.kind === 'PERSON' && viewer.id !== null)
      return listOrganizationsOf(this.#deps.database, viewer.id);
    const own = await this.organization(context, viewer);
    return own === undefined ? [] : [own];
  }

  @FieldResolver()
  async memberships(@Ctx() { database }: AccessContext, @Root() viewer: Viewer): Promise<Member[]> {
    return viewer.id === null ? [] : findMemberships(database, viewer, viewer.id);
  }
}
