import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { createPayloadType } from '../../../platform/graph/payload.ts';

@ObjectType('WriteKey', {
  simpleResolvers: true,
  description:
    'A key that pages may hold: it sends events of one campaign, which are counted apart, and reads nothing.',
})
export class WriteKeyType {
  @Field(() => ID, { description: 'The id of the key, which is not the key.' })
  readonly id!: string;

  @Field(() => String, { description: 'What pages send. It is no secret: whoever sees the page sees it.' })
  readonly key!: string;

  @Field(() => [String], { description: 'Web origins that may send with it; empty: any.' })
  readonly origins!: readonly string[];

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when it is good, where it was replaced; null otherwise.',
  })
  readonly expiresAt!: Date | null;
}

@InputType({ description: 'The input of createWriteKey.' })
export class CreateWriteKeyInput {
  @Field(() => ID, { description: 'The campaign whose events it sends.' })
  readonly campaignId!: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'Web origins that may send with it, such as https://shop.example.com, up to 20; without any, all.',
  })
  readonly origins!: readonly string[] | null;
}

@InputType({ description: 'The input of rotateWriteKey.' })
export class RotateWriteKeyInput {
  @Field(() => ID, { description: 'The key to be replaced, by its id.' })
  readonly id!: string;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 1_440,
    description: 'For how many minutes the replaced key is good still, from 0 to 43200.',
  })
  readonly overlapMinutes!: number | null;
}

@InputType({ description: 'The input of deleteWriteKey.' })
export class DeleteWriteKeyInput {
  @Field(() => ID, { description: 'The key, by its id.' })
  readonly id!: string;
}

export const CreateWriteKeyPayload = createPayloadType('CreateWriteKeyPayload', {
  writeKey: { type: () => WriteKeyType, description: 'The key;' },
});
export const RotateWriteKeyPayload = createPayloadType('RotateWriteKeyPayload', {
  writeKey: { type: () => WriteKeyType, description: 'The key that takes the place;' },
});
export const DeleteWriteKeyPayload = createPayloadType('DeleteWriteKeyPayload', {
  writeKeyId: { type: () => ID, description: 'The id of the key that is gone;' },
});
