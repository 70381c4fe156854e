import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { INPUT, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import type { AccessDeps } from '../deps.ts';
import { ViewerType } from '../people/people.type.ts';
import { PersonOnly } from '../rules/operation-rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import { requireSession, type Viewer } from '../viewer/viewer.ts';
import {
  BeginSecondFactorInput,
  ConfirmSecondFactorInput,
  CreateRecoveryCodesInput,
  RemoveSecondFactorInput,
} from './second-factor.inputs.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  createRecoveryCodes,
  describeSecondFactor,
  removeSecondFactor,
  type SecondFactorSecret,
  type SecondFactorState,
} from './second-factor.ts';
import {
  BeginSecondFactorPayload,
  ConfirmSecondFactorPayload,
  CreateRecoveryCodesPayload,
  RemoveSecondFactorPayload,
  SecondFactorType,
} from './second-factor.type.ts';

@Resolver(() => ViewerType)
export class SecondFactorResolver {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  @FieldResolver(() => SecondFactorType, {
    nullable: true,
    description: "The person's second factor; null for programs, guests and the local owner.",
  })
  async secondFactor(@Root() { kind, id, credentialId }: Viewer): Promise<SecondFactorState | undefined> {
    if (kind !== 'PERSON' || id === null || credentialId === null) return undefined;
    return describeSecondFactor(this.#deps.database, id);
  }

  @PersonOnly()
  @Mutation(() => BeginSecondFactorPayload, {
    nullable: true,
    description:
      'Makes a secret for an authenticator app. It counts once confirmSecondFactor was given a code of it.',
  })
  async beginSecondFactor(
    @Ctx() { viewer, origin }: AccessContext,
    @Arg('input', () => BeginSecondFactorInput, INPUT) { password }: BeginSecondFactorInput,
  ): Promise<Payload<SecondFactorSecret>> {
    const { personId } = requireSession(viewer);
    return toPayload(() => beginSecondFactor(this.#deps, origin, { personId, password: password ?? null }));
  }

  @PersonOnly()
  @Mutation(() => ConfirmSecondFactorPayload, {
    nullable: true,
    description: "Turns the second factor on, and ends the person's other sessions.",
  })
  async confirmSecondFactor(
    @Ctx() { viewer, origin }: AccessContext,
    @Arg('input', () => ConfirmSecondFactorInput, INPUT) { code }: ConfirmSecondFactorInput,
  ): Promise<Payload<{ recoveryCodes: readonly string[] }>> {
    const session = requireSession(viewer);
    return toPayload(async () => ({
      recoveryCodes: await confirmSecondFactor(this.#deps, origin, { ...session, code }),
    }));
  }

  @PersonOnly()
  @Mutation(() => RemoveSecondFactorPayload, {
    nullable: true,
    description: 'Turns the second factor off. An organization that asks for it shows nothing from then on.',
  })
  async removeSecondFactor(
    @Ctx() { viewer, origin }: AccessContext,
    @Arg('input', () => RemoveSecondFactorInput, INPUT) { code }: RemoveSecondFactorInput,
  ): Promise<Payload<{ isRemoved: boolean }>> {
    const { personId } = requireSession(viewer);
    return toPayload(async () => {
      await removeSecondFactor(this.#deps, origin, { personId, code });
      return { isRemoved: true };
    });
  }

  @PersonOnly()
  @Mutation(() => CreateRecoveryCodesPayload, {
    nullable: true,
    description: 'Makes ten new recovery codes; the earlier ones are void.',
  })
  async createRecoveryCodes(
    @Ctx() { viewer, origin }: AccessContext,
    @Arg('input', () => CreateRecoveryCodesInput, INPUT) { code }: CreateRecoveryCodesInput,
  ): Promise<Payload<{ recoveryCodes: readonly string[] }>> {
    const { personId } = requireSession(viewer);
    return toPayload(async () => ({
      recoveryCodes: await createRecoveryCodes(this.#deps, origin, { personId, code }),
    }));
  }
}
