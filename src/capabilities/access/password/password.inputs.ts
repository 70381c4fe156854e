import { Field, InputType } from 'type-graphql';

const NEW_PASSWORD = { description: 'The new password: 12 to 200 characters of any kind.' };

@InputType({ description: 'The input of changePassword.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password until now.' })
  readonly currentPassword!: string;

  @Field(() => String, NEW_PASSWORD)
  readonly newPassword!: string;
}

@InputType({ description: 'The input of requestPasswordReset.' })
export class RequestPasswordResetInput {
  @Field(() => String, { description: 'The address of the account.' })
  readonly email!: string;
}

@InputType({ description: 'The input of resetPassword.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'The token from the e-mail.' })
  readonly token!: string;

  @Field(() => String, NEW_PASSWORD)
  readonly password!: string;
}
