import { Field, Int, ObjectType } from 'type-graphql';
import { createPayloadType } from '../../../platform/graph/payload.ts';
import { ScopeEnum, ViewerKindEnum } from '../enums.type.ts';
import { OrganizationType } from '../organization/organization.type.ts';
import type { Scope } from '../rules/scopes.ts';
import { PersonType } from './person.type.ts';

@ObjectType('Viewer', { description: 'The caller.' })
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
    description: 'The current organization; null for a guest, and for a person without one.',
  })
  readonly organization?: OrganizationType | null;
}

@ObjectType('TokenPair', { description: 'The tokens of a signed-in client.' })
export class TokenPairType {
  @Field(() => String, {
    description: 'Goes into every request, as the header "Authorization: Bearer TOKEN".',
  })
  readonly accessToken!: string;

  @Field(() => String, {
    description:
      'Exchanged by refreshTokens, once, for the next pair. If it is used a second time, the session ends, because it was copied.',
  })
  readonly refreshToken!: string;

  @Field(() => Int, { description: 'How long the access token is valid, in seconds.' })
  readonly expiresInSeconds!: number;
}

const TOKENS = {
  tokens: { type: () => TokenPairType, description: 'The tokens;' },
} as const;

export const ConfirmSignUpPayload = createPayloadType('ConfirmSignUpPayload', TOKENS);
const LET_IN = {
  tokens: {
    type: () => TokenPairType,
    description: 'The tokens; null where a challenge is given, too, and',
  },
  device: {
    type: () => String,
    description:
      'A token for this device, to be given with its next sign-in; null where a challenge is given, too, and',
  },
} as const;

export const SignInPayload = createPayloadType('SignInPayload', {
  ...LET_IN,
  challenge: {
    type: () => String,
    description:
      'For somebody with a second factor: what signInWithCode takes with their code; null for everybody else, and',
  },
});
export const SignInWithCodePayload = createPayloadType('SignInWithCodePayload', LET_IN);
export const RefreshTokensPayload = createPayloadType('RefreshTokensPayload', TOKENS);
export const SwitchOrganizationPayload = createPayloadType('SwitchOrganizationPayload', TOKENS);
export const AcceptInvitationPayload = createPayloadType('AcceptInvitationPayload', TOKENS);

export const SignUpPayload = createPayloadType('SignUpPayload', {
  isAccepted: {
    type: () => Boolean,
    description:
      'Whether an e-mail with a confirmation link was sent to the address. The answer is the same if there is an account already;',
  },
});

export const SignOutPayload = createPayloadType('SignOutPayload', {
  isSignedOut: { type: () => Boolean, description: 'Whether the tokens are no longer valid;' },
});
