import { createPayloadType } from '../../../platform/graph/payload.ts';

export const ChangePasswordPayload = createPayloadType('ChangePasswordPayload', {
  isChanged: {
    type: () => Boolean,
    description: "Whether the new password holds, and the person's other sessions have ended;",
  },
});

export const RequestPasswordResetPayload = createPayloadType('RequestPasswordResetPayload', {
  isAccepted: {
    type: () => Boolean,
    description:
      'Whether a link is sent if there is an account with this address. The answer is the same if there is none;',
  },
});

export const ResetPasswordPayload = createPayloadType('ResetPasswordPayload', {
  isChanged: {
    type: () => Boolean,
    description: 'Whether the new password holds, and all sessions of the person have ended: sign in now;',
  },
});
