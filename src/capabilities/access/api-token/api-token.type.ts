import { Field, ID, ObjectType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { BY_CREATION, createOrderType } from '../../../platform/graph/order.type.ts';
import { createPayloadType } from '../../../platform/graph/payload.ts';
import { ScopeEnum } from '../enums.type.ts';
import { createPersonResolver } from '../people/person.type.ts';
import type { Scope } from '../rules/scopes.ts';

@ObjectType('ApiToken', { description: 'Lets a program act as its person, within its scopes.' })
export class ApiTokenType {
  @Field(() => ID, { description: 'The id.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The person as whom it acts.' })
  readonly personId!: string;

  @Field(() => String, { description: 'What it is for.' })
  readonly name!: string;

  @Field(() => [ScopeEnum], { description: 'What it is limited to.' })
  readonly scopes!: readonly Scope[];

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it expires; null: never.',
  })
  readonly expiresAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was used last, to the minute; null: never.',
  })
  readonly lastUsedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null: it was not.' })
  readonly revokedAt!: Date | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

export const ApiTokenConnection = createConnectionType(
  ApiTokenType,
  'ApiToken',
  'in the order that was asked for',
);
export const ApiTokenOrderEnum = createOrderType('ApiTokenOrder', 'How API tokens are ordered.', BY_CREATION);

export const ApiTokenPersonResolver = createPersonResolver(
  ApiTokenType,
  'The person as whom it acts; null where the viewer may not see them, or they have left.',
);

export const CreateApiTokenPayload = createPayloadType('CreateApiTokenPayload', {
  apiToken: { type: () => ApiTokenType, description: 'The token, without its secret;' },
  token: {
    type: () => String,
    description: 'For the header "Authorization: Bearer TOKEN". It is shown only once and stored as a hash;',
  },
});

export const RevokeApiTokenPayload = createPayloadType('RevokeApiTokenPayload', {
  apiToken: { type: () => ApiTokenType, description: 'The token as it is now;' },
});
