import { Field, InputType, ObjectType } from 'type-graphql';
import { Decimal } from '../../../platform/graph/decimal.type.ts';
import { CurrencyCode } from '../../../platform/graph/money.type.ts';
import { createPayloadType } from '../../../platform/graph/payload.ts';

const PLATFORM = { description: 'The platform, as Post.platform names it.' };
const CURRENCY = { description: 'The currency of its rates.' };
const rateOf = (thing: string) => ({
  nullable: true,
  description: `What a ${thing} is worth, in whole units of the currency: from 0 to 1000000. null: ${thing}s do not count.`,
});

@ObjectType('MediaRate', {
  simpleResolvers: true,
  description:
    'What the organization says that a view, a like, a comment and a share on a platform are worth: the earned media value is computed by it.',
})
export class MediaRateType {
  @Field(() => String, PLATFORM)
  readonly platform!: string;

  @Field(() => CurrencyCode, CURRENCY)
  readonly currency!: string;

  @Field(() => Decimal, rateOf('view'))
  readonly perView!: string | null;

  @Field(() => Decimal, rateOf('like'))
  readonly perLike!: string | null;

  @Field(() => Decimal, rateOf('comment'))
  readonly perComment!: string | null;

  @Field(() => Decimal, rateOf('share'))
  readonly perShare!: string | null;
}

@InputType({ description: 'The input of setMediaRate.' })
export class SetMediaRateInput {
  @Field(() => String, { description: 'The platform, as Post.platform names it, in any case.' })
  readonly platform!: string;

  @Field(() => CurrencyCode, CURRENCY)
  readonly currency!: string;

  @Field(() => Decimal, rateOf('view'))
  readonly perView?: string | null;

  @Field(() => Decimal, rateOf('like'))
  readonly perLike?: string | null;

  @Field(() => Decimal, rateOf('comment'))
  readonly perComment?: string | null;

  @Field(() => Decimal, rateOf('share'))
  readonly perShare?: string | null;
}

@InputType({ description: 'The input of removeMediaRate.' })
export class RemoveMediaRateInput {
  @Field(() => String, { description: 'The platform, as Post.platform names it, in any case.' })
  readonly platform!: string;
}

export const SetMediaRatePayload = createPayloadType('SetMediaRatePayload', {
  mediaRate: { type: () => MediaRateType, description: 'The rates as they are now;' },
});

export const RemoveMediaRatePayload = createPayloadType('RemoveMediaRatePayload', {
  platform: { type: () => String, description: 'The platform that has no rates any more;' },
});
