import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { PostType } from '../../performance/index.ts';
import type { LabelPlace } from '../checks/posted-label.ts';
import type { Finding } from './disclosure-rules.ts';

const LabelPlaceEnum = {
  BEGINNING: 'BEGINNING',
  CAPTION: 'CAPTION',
} as const satisfies Readonly<Record<LabelPlace, LabelPlace>>;

registerEnumType(LabelPlaceEnum, {
  name: 'DisclosurePlace',
  description: 'Where a label has to stand.',
  valuesConfig: {
    BEGINNING: { description: 'In the part of the caption that is seen before it is folded.' },
    CAPTION: { description: 'Anywhere in the caption.' },
  },
});

const FindingEnum = {
  NO_LABEL: 'NO_LABEL',
  LABEL_NOT_SEEN: 'LABEL_NOT_SEEN',
  OTHER_LABEL: 'OTHER_LABEL',
} as const satisfies Readonly<Record<Finding, Finding>>;

registerEnumType(FindingEnum, {
  name: 'DisclosureFinding',
  description: 'What a caption has in place of a label that will do.',
  valuesConfig: {
    NO_LABEL: { description: 'No label that is known.' },
    LABEL_NOT_SEEN: { description: 'A label that would do, behind the part that is seen.' },
    OTHER_LABEL: { description: 'A label of another country alone.' },
  },
});

@ObjectType('DisclosureRule', {
  simpleResolvers: true,
  description: 'What a paid post has to say in its caption. It is no legal advice.',
})
export class DisclosureRuleType {
  @Field(() => [String], { description: 'Any of these labels will do; the first is the usual one.' })
  readonly acceptedLabels!: readonly string[];

  @Field(() => LabelPlaceEnum, { description: 'Where it has to stand.' })
  readonly place!: LabelPlace;

  @Field(() => String, {
    nullable: true,
    description: 'Whose rule it is, by its name; null where no country is given.',
  })
  readonly source!: string | null;
}

@ObjectType('UndisclosedPost', {
  simpleResolvers: true,
  description: 'A post whose caption carries no label that will do.',
})
export class UndisclosedPostType {
  @Field(() => PostType, { description: 'The post.' })
  readonly post!: PostType;

  @Field(() => FindingEnum, { description: 'What its caption has instead.' })
  readonly finding!: Finding;

  @Field(() => [String], {
    description:
      'The labels that stand in its caption, and will not do as they do. Empty where there are none.',
  })
  readonly foundLabels!: readonly string[];

  @Field(() => DisclosureRuleType, { description: 'What would be right.' })
  readonly rule!: DisclosureRuleType;
}

export const UndisclosedPostConnection = createConnectionType(
  UndisclosedPostType,
  'UndisclosedPost',
  'most viewed first or as orderBy says',
);

@ObjectType('CampaignDisclosure', {
  description:
    'Whether the captions of a campaign\'s posts say that they are paid for. A platform\'s own label, such as "Paid partnership", is not in an export: a post that is listed may carry it, and where that is enough, it is in order.',
})
export class CampaignDisclosureType {
  @Field(() => String, {
    nullable: true,
    description: 'Whose rules were taken, as ISO 3166-1 alpha-2; null: any label of any country will do.',
  })
  readonly country!: string | null;
}
