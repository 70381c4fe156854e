import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { INPUT, LETTING_IN, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import type { AccessDeps } from '../deps.ts';
import { PersonOnly, Public } from '../rules/operation-rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import { requireSession } from '../viewer/viewer.ts';
import { ChangePasswordInput, RequestPasswordResetInput, ResetPasswordInput } from './password.inputs.ts';
import { ChangePasswordPayload, RequestPasswordResetPayload, ResetPasswordPayload } from './password.type.ts';
import { changePassword, requestPasswordReset, resetPassword } from './set-password.ts';

@Resolver()
export class PasswordResolver {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  @PersonOnly()
  @Mutation(() => ChangePasswordPayload, {
    nullable: true,
    description: 'Sets another password, and ends the other sessions of the person. API tokens stay.',
  })
  async changePassword(
    @Ctx() { viewer, origin }: AccessContext,
    @Arg('input', () => ChangePasswordInput, INPUT) { currentPassword, newPassword }: ChangePasswordInput,
  ): Promise<Payload<{ isChanged: boolean }>> {
    const session = requireSession(viewer);
    return toPayload(async () => {
      await changePassword(this.#deps, origin, { ...session, currentPassword, newPassword });
      return { isChanged: true };
    });
  }

  @Public()
  @Mutation(() => RequestPasswordResetPayload, {
    nullable: true,
    description:
      'Mails a link by which a new password can be set, valid once and for 30 minutes. The answer does not tell whether there is an account.',
  })
  async requestPasswordReset(
    @Ctx() { origin }: AccessContext,
    @Arg('input', () => RequestPasswordResetInput, INPUT) { email }: RequestPasswordResetInput,
  ): Promise<Payload<{ isAccepted: boolean }>> {
    return toPayload(async () => {
      await requestPasswordReset(this.#deps, origin, email);
      return { isAccepted: true };
    });
  }

  @Public()
  @Mutation(() => ResetPasswordPayload, {
    nullable: true,
    description: 'Sets a new password by the mailed link, and ends all sessions of the person.',
  })
  async resetPassword(
    @Ctx() { origin }: AccessContext,
    @Arg('input', () => ResetPasswordInput, INPUT) { token, password }: ResetPasswordInput,
  ): Promise<Payload<{ isChanged: boolean }>> {
    return toPayload(async () => {
      await resetPassword(this.#deps, origin, { token, password });
      return { isChanged: true };
    }, LETTING_IN);
  }
}
