import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { AccessDeps } from '../deps.ts';
import { ScopeEnum } from '../enums.type.ts';
import { type Payload, toPayload } from '../payload.ts';
import { PersonOnly } from '../rules/operation-rules.ts';
import type { Scope } from '../rules/scopes.ts';
import type { AccessContext } from '../viewer/context.ts';
import { type ApiToken, createApiToken, listApiTokens, revokeApiToken } from './api-token.ts';
import { ApiTokenPayload, ApiTokenType, CreateApiTokenPayload } from './api-token.type.ts';

@Resolver()
export class ApiTokenResolver {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  @PersonOnly()
  @Query(() => [ApiTokenType], { description: "The viewer's API tokens, newest first, 100 at the most." })
  async apiTokens(
    @Ctx() context: AccessContext,
    @Arg('everybody', () => Boolean, {
      nullable: true,
      defaultValue: false,
      description: "Those of the whole organization, for its admins; else the viewer's own.",
    })
    everybody: boolean,
  ): Promise<ApiToken[]> {
    return listApiTokens(context, everybody);
  }

  @PersonOnly()
  @Mutation(() => CreateApiTokenPayload, {
    description: 'Creates an API token for the viewer. It is shown only once.',
  })
  async createApiToken(
    @Ctx() context: AccessContext,
    @Arg('name', () => String, { description: 'What it is for, 1 to 200 characters.' }) name: string,
    @Arg('scopes', () => [ScopeEnum], { description: 'What it is limited to.' }) scopes: Scope[],
    @Arg('expiresInDays', () => Int, {
      nullable: true,
      description: 'How long it is valid, from 1 to 3650 days; if omitted, until revoked.',
    })
    expiresInDays: number | null,
  ): Promise<Payload<{ apiToken: ApiToken; token: string }>> {
    const request = { name, scopes, expiresInDays: expiresInDays ?? null };
    return toPayload(() => createApiToken(this.#deps.memory, context, request));
  }

  @PersonOnly()
  @Mutation(() => ApiTokenPayload, {
    description: "Revokes an API token: your own or, as an admin, anyone's.",
  })
  async revokeApiToken(
    @Ctx() context: AccessContext,
    @Arg('id', () => ID, { description: 'The token.' }) id: string,
  ): Promise<Payload<{ apiToken: ApiToken }>> {
    return toPayload(async () => ({ apiToken: await revokeApiToken(this.#deps.memory, context, id) }));
  }
}
