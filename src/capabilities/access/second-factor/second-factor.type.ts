import { Field, Int, ObjectType } from 'type-graphql';
import { createPayloadType } from '../../../platform/graph/payload.ts';

@ObjectType('SecondFactor', {
  description: 'What a person is asked for beside their password: a code of an authenticator app (TOTP).',
})
export class SecondFactorType {
  @Field(() => Boolean, { description: 'Whether the person is asked for a code when they sign in.' })
  readonly isOn!: boolean;

  @Field(() => Boolean, {
    description: 'Whether an organization asks for it by a role that the person holds.',
  })
  readonly isRequired!: boolean;

  @Field(() => Int, { description: 'How many recovery codes are left, of 10.' })
  readonly recoveryCodeCount!: number;
}

const RECOVERY_CODES = {
  recoveryCodes: {
    type: () => [String],
    description: 'Ten codes that stand in for the app, each once. They are shown only here;',
  },
} as const;

export const BeginSecondFactorPayload = createPayloadType('BeginSecondFactorPayload', {
  secret: {
    type: () => String,
    description: 'The secret in base32, for whoever types it into the app;',
  },
  uri: { type: () => String, description: 'The same as an otpauth address, for a QR code;' },
});
export const ConfirmSecondFactorPayload = createPayloadType('ConfirmSecondFactorPayload', RECOVERY_CODES);
export const RemoveSecondFactorPayload = createPayloadType('RemoveSecondFactorPayload', {
  isRemoved: { type: () => Boolean, description: 'Whether the person is asked for no code any more;' },
});
export const CreateRecoveryCodesPayload = createPayloadType('CreateRecoveryCodesPayload', RECOVERY_CODES);
