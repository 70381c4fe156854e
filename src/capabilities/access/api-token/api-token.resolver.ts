import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
import { INPUT, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import type { AccessDeps } from '../deps.ts';
import { PersonOnly } from '../rules/operation-rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import { CreateApiTokenInput, RevokeApiTokenInput } from './api-token.inputs.ts';
import {
  type ApiToken,
  type ApiTokenOrder,
  createApiToken,
  listApiTokens,
  revokeApiToken,
} from './api-token.ts';
import {
  ApiTokenConnection,
  ApiTokenOrderEnum,
  CreateApiTokenPayload,
  RevokeApiTokenPayload,
} from './api-token.type.ts';

@Resolver()
export class ApiTokenResolver {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  @PersonOnly()
  @Query(() => ApiTokenConnection, {
    nullable: true,
    description: "The viewer's API tokens, or those of the whole organization.",
  })
  async apiTokens(
    @Ctx() context: AccessContext,
    @Arg('everybody', () => Boolean, {
      nullable: true,
      defaultValue: false,
      description: "Those of the whole organization, for its admins; else the viewer's own.",
    })
    everybody: boolean,
    @Arg('first', () => Int, firstOf(50)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => ApiTokenOrderEnum, orderByOf<ApiTokenOrder>('CREATED_AT_DESC'))
    orderBy: ApiTokenOrder,
  ): Promise<Page<ApiToken>> {
    return listApiTokens(context, everybody, {
      first: checkPageLength('first', first),
      after: after ?? null,
      orderBy,
    });
  }

  @PersonOnly()
  @Mutation(() => CreateApiTokenPayload, {
    nullable: true,
    description: 'Creates an API token for the viewer. It is shown only once.',
  })
  async createApiToken(
    @Ctx() context: AccessContext,
    @Arg('input', () => CreateApiTokenInput, INPUT) { name, scopes, expiresInDays }: CreateApiTokenInput,
  ): Promise<Payload<{ apiToken: ApiToken; token: string }>> {
    const request = { name, scopes, expiresInDays: expiresInDays ?? null };
    return toPayload(() => createApiToken(this.#deps.memory, context, request));
  }

  @PersonOnly()
  @Mutation(() => RevokeApiTokenPayload, {
    nullable: true,
    description: "Revokes an API token: your own or, as an admin, anyone's.",
  })
  async revokeApiToken(
    @Ctx() context: AccessContext,
    @Arg('input', () => RevokeApiTokenInput, INPUT) { id }: RevokeApiTokenInput,
  ): Promise<Payload<{ apiToken: ApiToken }>> {
    return toPayload(async () => ({ apiToken: await revokeApiToken(this.#deps.memory, context, id) }));
  }
}
