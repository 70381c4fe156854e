import { Field, InputType } from 'type-graphql';

const CODE = { description: 'The code that the authenticator app shows.' };
const CODE_OF_ANY_KIND = { description: 'The code that the authenticator app shows, or a recovery code.' };

@InputType({ description: 'The input of beginSecondFactor.' })
export class BeginSecondFactorInput {
  @Field(() => String, {
    nullable: true,
    description: 'The password of the account; null for somebody who has none and comes by a provider.',
  })
  readonly password!: string | null;
}

@InputType({ description: 'The input of confirmSecondFactor.' })
export class ConfirmSecondFactorInput {
  @Field(() => String, CODE)
  readonly code!: string;
}

@InputType({ description: 'The input of removeSecondFactor.' })
export class RemoveSecondFactorInput {
  @Field(() => String, CODE_OF_ANY_KIND)
  readonly code!: string;
}

@InputType({ description: 'The input of createRecoveryCodes.' })
export class CreateRecoveryCodesInput {
  @Field(() => String, CODE_OF_ANY_KIND)
  readonly code!: string;
}
