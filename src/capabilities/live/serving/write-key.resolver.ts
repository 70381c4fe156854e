import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { INPUT, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import { type AccessContext, Allows } from '../../access/index.ts';
import {
  findWriteKeys,
  makeWriteKey,
  removeWriteKey,
  replaceWriteKey,
  type WriteKeyDeps,
} from '../public/manage-write-keys.ts';
import { MOST_KEYS, type WriteKey } from '../public/write-key.ts';
import {
  CreateWriteKeyInput,
  CreateWriteKeyPayload,
  DeleteWriteKeyInput,
  DeleteWriteKeyPayload,
  RotateWriteKeyInput,
  RotateWriteKeyPayload,
  WriteKeyType,
} from './write-key.type.ts';

@Resolver()
export class WriteKeyResolver {
  readonly #deps: WriteKeyDeps;

  constructor(deps: WriteKeyDeps) {
    this.#deps = deps;
  }

  @Allows('READ', 'EVENT')
  @Query(() => [WriteKeyType], {
    nullable: true,
    description: `The public write keys of a campaign, newest first, at most ${MOST_KEYS}; without those that are no longer good.`,
  })
  async writeKeys(
    @Ctx() context: AccessContext,
    @Arg('campaignId', () => ID, { description: 'The campaign.' }) campaignId: string,
  ): Promise<WriteKey[]> {
    return findWriteKeys(this.#deps, context, campaignId);
  }

  @Allows('CREATE', 'EVENT')
  @Mutation(() => CreateWriteKeyPayload, {
    nullable: true,
    description:
      'Makes a public write key for a campaign. What comes with it is counted apart, for anybody can forge it.',
  })
  async createWriteKey(
    @Ctx() context: AccessContext,
    @Arg('input', () => CreateWriteKeyInput, INPUT) { campaignId, origins }: CreateWriteKeyInput,
  ): Promise<Payload<{ writeKey: WriteKey }>> {
    return toPayload(async () => ({
      writeKey: await makeWriteKey(this.#deps, context, { campaignId, origins: origins ?? [] }),
    }));
  }

  @Allows('UPDATE', 'EVENT')
  @Mutation(() => RotateWriteKeyPayload, {
    nullable: true,
    description: 'Makes a key that takes the place of another one, which is good for a while more.',
  })
  async rotateWriteKey(
    @Ctx() context: AccessContext,
    @Arg('input', () => RotateWriteKeyInput, INPUT) { id, overlapMinutes }: RotateWriteKeyInput,
  ): Promise<Payload<{ writeKey: WriteKey }>> {
    return toPayload(async () => ({
      writeKey: await replaceWriteKey(this.#deps, context, { id, overlapMinutes: overlapMinutes ?? 1_440 }),
    }));
  }

  @Allows('DELETE', 'EVENT')
  @Mutation(() => DeleteWriteKeyPayload, {
    nullable: true,
    description: 'Deletes a public write key: within ten seconds, nothing comes in with it any more.',
  })
  async deleteWriteKey(
    @Ctx() context: AccessContext,
    @Arg('input', () => DeleteWriteKeyInput, INPUT) { id }: DeleteWriteKeyInput,
  ): Promise<Payload<{ writeKeyId: string }>> {
    return toPayload(async () => ({ writeKeyId: (await removeWriteKey(this.#deps, context, id)).id }));
  }
}
