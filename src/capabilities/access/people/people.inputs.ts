import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'The input of signUp.' })
export class SignUpInput {
  @Field(() => String, { description: 'The address; case makes no difference.' })
  readonly email!: string;

  @Field(() => String, { description: 'The name of the person.' })
  readonly name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name of the new organization; not used with an invitation.',
  })
  readonly organizationName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The token of an invitation: the account joins its organization instead of creating one.',
  })
  readonly invitation!: string | null;
}

@InputType({ description: 'The input of confirmSignUp.' })
export class ConfirmSignUpInput {
  @Field(() => String, { description: 'The token from the e-mail.' })
  readonly token!: string;

  @Field(() => String, { description: 'The password of the account: 12 to 200 characters of any kind.' })
  readonly password!: string;
}

@InputType({ description: 'The input of signIn.' })
export class SignInInput {
  @Field(() => String, { description: 'The address; case makes no difference.' })
  readonly email!: string;

  @Field(() => String, { description: 'The password.' })
  readonly password!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The device token of an earlier sign-in: this device need not wait because others guessed at the account.',
  })
  readonly device!: string | null;
}

@InputType({ description: 'The input of signInWithCode.' })
export class SignInWithCodeInput {
  @Field(() => String, { description: 'The challenge from signIn or from a provider; valid for 10 minutes.' })
  readonly challenge!: string;

  @Field(() => String, { description: 'The code that the authenticator app shows, or a recovery code.' })
  readonly code!: string;
}

@InputType({ description: 'The input of refreshTokens.' })
export class RefreshTokensInput {
  @Field(() => String, { description: 'The refresh token.' })
  readonly refreshToken!: string;
}

@InputType({ description: 'The input of signOut.' })
export class SignOutInput {
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Ends every session of the person, on every device.',
  })
  readonly everywhere!: boolean;
}

@InputType({ description: 'The input of switchOrganization.' })
export class SwitchOrganizationInput {
  @Field(() => ID, { description: 'The organization.' })
  readonly organizationId!: string;
}

@InputType({ description: 'The input of acceptInvitation.' })
export class AcceptInvitationInput {
  @Field(() => String, { description: 'The token of the invitation.' })
  readonly token!: string;
}
