import { Field, ID, InputType, Int } from 'type-graphql';
import { ScopeEnum } from '../enums.type.ts';
import type { Scope } from '../rules/scopes.ts';

@InputType({ description: 'The input of createApiToken.' })
export class CreateApiTokenInput {
  @Field(() => String, { description: 'What it is for, 1 to 200 characters.' })
  readonly name!: string;

  @Field(() => [ScopeEnum], { description: 'What it is limited to.' })
  readonly scopes!: Scope[];

  @Field(() => Int, {
    nullable: true,
    description: 'How long it is valid, from 1 to 3650 days; if omitted, until revoked.',
  })
  readonly expiresInDays!: number | null;
}

@InputType({ description: 'The input of revokeApiToken.' })
export class RevokeApiTokenInput {
  @Field(() => ID, { description: 'The token.' })
  readonly id!: string;
}
