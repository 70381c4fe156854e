import { Arg, Ctx, Field, InputType, Mutation, Resolver } from 'type-graphql';
import { createPayloadType, INPUT, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import type { AccessDeps } from '../deps.ts';
import { PersonOnly } from '../rules/operation-rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import { requireSession } from '../viewer/viewer.ts';
import { deleteAccount } from './delete-account.ts';

@InputType({ description: 'The input of deleteAccount.' })
export class DeleteAccountInput {
  @Field(() => String, {
    nullable: true,
    description: 'The password of the account; null for somebody who has none and comes by a provider.',
  })
  readonly password!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The code of the app, or a recovery code; null for somebody without a second factor.',
  })
  readonly code!: string | null;
}

export const DeleteAccountPayload = createPayloadType('DeleteAccountPayload', {
  isDeleted: { type: () => Boolean, description: 'Whether the account is gone;' },
});

@Resolver()
export class DeleteAccountResolver {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  @PersonOnly()
  @Mutation(() => DeleteAccountPayload, {
    nullable: true,
    description:
      'Deletes the account at once, and takes the name and the addresses out of the audit logs. Refused for the only admin of an organization.',
  })
  async deleteAccount(
    @Ctx() { viewer, origin }: AccessContext,
    @Arg('input', () => DeleteAccountInput, INPUT) { password, code }: DeleteAccountInput,
  ): Promise<Payload<{ isDeleted: boolean }>> {
    const { personId } = requireSession(viewer);
    return toPayload(async () => {
      await deleteAccount(this.#deps, origin, { personId, password: password ?? null, code: code ?? null });
      return { isDeleted: true };
    });
  }
}
