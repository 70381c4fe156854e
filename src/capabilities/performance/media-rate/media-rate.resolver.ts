import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { INPUT, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import { type AccessContext, Allows } from '../../access/index.ts';
import type { MediaRate } from '../money/figures.ts';
import { listMediaRates, removeMediaRate, setMediaRate } from './media-rate.ts';
import {
  MediaRateType,
  RemoveMediaRateInput,
  RemoveMediaRatePayload,
  SetMediaRateInput,
  SetMediaRatePayload,
} from './media-rate.type.ts';

@Resolver()
export class MediaRateResolver {
  @Allows('READ', 'MEDIA_RATE')
  @Query(() => [MediaRateType], {
    nullable: true,
    description:
      'What the organization says that things on each platform are worth, by the name of the platform: at most 50. Empty until somebody sets rates.',
  })
  async mediaRates(@Ctx() context: AccessContext): Promise<readonly MediaRate[]> {
    return listMediaRates(context);
  }

  @Allows('UPDATE', 'MEDIA_RATE')
  @Mutation(() => SetMediaRatePayload, {
    nullable: true,
    description:
      'Sets what things on a platform are worth, in place of what was set. For managers and admins of the organization as a whole.',
  })
  async setMediaRate(
    @Ctx() context: AccessContext,
    @Arg('input', () => SetMediaRateInput, INPUT) input: SetMediaRateInput,
  ): Promise<Payload<{ mediaRate: MediaRate }>> {
    const { platform, currency, perView, perLike, perComment, perShare } = input;
    return toPayload(async () => ({
      mediaRate: await setMediaRate(context, {
        platform,
        currency,
        perView: perView ?? null,
        perLike: perLike ?? null,
        perComment: perComment ?? null,
        perShare: perShare ?? null,
      }),
    }));
  }

  @Allows('DELETE', 'MEDIA_RATE')
  @Mutation(() => RemoveMediaRatePayload, {
    nullable: true,
    description:
      'Removes the rates of a platform: its posts have no earned media value then. For managers and admins of the organization as a whole.',
  })
  async removeMediaRate(
    @Ctx() context: AccessContext,
    @Arg('input', () => RemoveMediaRateInput, INPUT) { platform }: RemoveMediaRateInput,
  ): Promise<Payload<{ platform: string }>> {
    return toPayload(async () => ({ platform: await removeMediaRate(context, platform) }));
  }
}
