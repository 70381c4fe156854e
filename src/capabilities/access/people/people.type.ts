import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ScopeEnum, ViewerKindEnum } from '../enums.type.ts';
import { MemberType } from '../member/member.type.ts';
import { OrganizationType } from '../organization/organization.type.ts';
import { createPayloadType } from '../payload.ts';
import type { Scope } from '../rules/scopes.ts';

@ObjectType('Person', { description: 'Somebody with an account.' })
export class PersonType {
  @Field(() => ID, { description: 'The id.' })
  readonly id!: string;

  @Field(() => String, { description: 'What they are called.' })
  readonly name!: string;

  @Field(() => String, { description: 'Their e-mail address.' })
  readonly email!: string;

  @Field(() => GraphQLDateTimeISO, { description: 'Since when they have the account.' })
  readonly createdAt!: Date;
}

@ObjectType('Viewer', { description: 'Who asks.' })
export class ViewerType {
  @Field(() => ViewerKindEnum, { description: 'A person, a program or a guest.' })
  readonly kind!: string;

  @Field(() => [ScopeEnum], {
    nullable: true,
    description: 'What an API token is limited to; null for everybody else.',
  })
  readonly scopes!: readonly Scope[] | null;

  @Field(() => PersonType, { nullable: true, description: 'The person; null for a guest.' })
  readonly person?: PersonType | null;

  @Field(() => OrganizationType, {
    nullable: true,
    description: 'The organization that is looked at; null for a guest, and for somebody who is in none.',
  })
  readonly organization?: OrganizationType | null;

  @Field(() => [OrganizationType], {
    description: 'Every organization that the person is in: switchOrganization looks at another one.',
  })
  readonly organizations?: readonly OrganizationType[];

  @Field(() => [MemberType], { description: "The person's roles in the organization that is looked at." })
  readonly memberships?: readonly MemberType[];
}

@ObjectType('TokenPair', { description: 'What a client gets that was let in.' })
export class TokenPairType {
  @Field(() => String, {
    description: 'Goes into every request, as the header "Authorization: Bearer TOKEN".',
  })
  readonly accessToken!: string;

  @Field(() => String, {
    description:
      'Is exchanged by refresh, once, for the next pair. If it comes a second time the session ends: somebody has copied it.',
  })
  readonly refreshToken!: string;

  @Field(() => Int, { description: 'How long the access token is good.' })
  readonly expiresInSeconds!: number;
}

export const TokenPairPayload = createPayloadType('TokenPairPayload', {
  tokens: { type: () => TokenPairType, description: 'The tokens;' },
});

export const SignUpPayload = createPayloadType('SignUpPayload', {
  isAccepted: {
    type: () => Boolean,
    description:
      'true: a mail is on its way to the address, with a link that makes the account. The answer is the same where there is an account already;',
  },
});

export const SignOutPayload = createPayloadType('SignOutPayload', {
  isSignedOut: { type: () => Boolean, description: 'true: the tokens are worth nothing any more;' },
});
