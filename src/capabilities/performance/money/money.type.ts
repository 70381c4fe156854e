import { type ClassType, Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Count } from '../../../platform/graph/count.type.ts';
import { Decimal } from '../../../platform/graph/decimal.type.ts';
import { CurrencyCode, Money } from '../../../platform/graph/money.type.ts';
import type { Figure, MoneyFigures, MoneyValue, UnknownReason } from './figures.ts';

/** GraphQL wants an object for an enum; its values are those of the union. */
const UnknownReasonEnum = {
  NOT_REPORTED: 'NOT_REPORTED',
  NO_CURRENCY: 'NO_CURRENCY',
  SEVERAL_CURRENCIES: 'SEVERAL_CURRENCIES',
  NOTHING_TO_DIVIDE_BY: 'NOTHING_TO_DIVIDE_BY',
  NO_RATES: 'NO_RATES',
} as const satisfies Readonly<Record<UnknownReason, UnknownReason>>;

registerEnumType(UnknownReasonEnum, {
  name: 'UnknownReason',
  description: 'Why a figure is null.',
  valuesConfig: {
    NOT_REPORTED: { description: 'No post reports what it takes.' },
    NO_CURRENCY: {
      description:
        'Amounts of some posts have no currency: import their file again with set currency=EUR, or with a column of it.',
    },
    SEVERAL_CURRENCIES: {
      description: 'The posts have amounts of several currencies, which are not added up: see currencies.',
    },
    NOTHING_TO_DIVIDE_BY: { description: 'What it is divided by is 0.' },
    NO_RATES: {
      description:
        'The organization has set no rates for a platform that the posts are on: see setMediaRate. There are no default rates.',
    },
  },
});

function createFigureType<Value>(
  name: string,
  what: string,
  type: () => ClassType | object,
): ClassType<Figure<Value>> {
  @ObjectType(name, {
    simpleResolvers: true,
    description: `${what}, and how many of the posts it rests on: those that report everything that it takes.`,
  })
  class FigureType {
    @Field(type, { nullable: true, description: 'The figure; null where it is not known.' })
    readonly value!: Value | null;

    @Field(() => UnknownReasonEnum, {
      nullable: true,
      description: 'Why value is null; null where it is known.',
    })
    readonly unknownBecause!: UnknownReason | null;

    @Field(() => [CurrencyCode], {
      description:
        'The currencies of the amounts behind it, in the order of their codes: at most as many as there are. Empty where there are no amounts, or none with a currency.',
    })
    readonly currencies!: readonly string[];

    @Field(() => Count, { description: 'How many posts it rests on.' })
    readonly postCount!: bigint;

    @Field(() => Float, {
      nullable: true,
      description:
        'Percent of all posts that are looked at: of a low one, the figure may say little of the whole. null where there are no posts.',
    })
    readonly postShare!: number | null;
  }
  return FigureType;
}

export const MoneyFigure = createFigureType<MoneyValue>('MoneyFigure', 'An amount of money', () => Money);
export const CountFigure = createFigureType<bigint>('CountFigure', 'How many of something', () => Count);
export const RatioFigure = createFigureType<string>(
  'RatioFigure',
  'One amount divided by another',
  () => Decimal,
);

@ObjectType('MoneyFigures', {
  simpleResolvers: true,
  description:
    'What posts cost and what came of them, as far as exports say it. Sums are exact; quotients are rounded half up to six decimals, and take both of their sums over the same posts. Amounts of several currencies are never added up.',
})
export class MoneyFiguresType implements MoneyFigures {
  @Field(() => MoneyFigure, { description: 'What the posts cost.' })
  readonly cost!: Figure<MoneyValue>;

  @Field(() => MoneyFigure, { description: 'What was sold through the posts.' })
  readonly revenue!: Figure<MoneyValue>;

  @Field(() => CountFigure, { description: 'Clicks on the links of the posts.' })
  readonly clicks!: Figure<bigint>;

  @Field(() => CountFigure, { description: 'Orders, or what else was wanted of whoever clicked.' })
  readonly conversions!: Figure<bigint>;

  @Field(() => MoneyFigure, {
    description: 'Cost per mille: cost / views x 1,000, over the posts with a cost.',
  })
  readonly cpm!: Figure<MoneyValue>;

  @Field(() => MoneyFigure, {
    description: 'Cost per engagement: cost / interactions, over the posts with a cost.',
  })
  readonly cpe!: Figure<MoneyValue>;

  @Field(() => MoneyFigure, {
    description: 'Cost per click: cost / clicks, over the posts with a cost and clicks.',
  })
  readonly cpc!: Figure<MoneyValue>;

  @Field(() => MoneyFigure, {
    description: 'Cost per action: cost / conversions, over the posts with a cost and conversions.',
  })
  readonly cpa!: Figure<MoneyValue>;

  @Field(() => RatioFigure, {
    description:
      'Return on ad spend: revenue / cost, over the posts with a cost and a revenue. 2 means that each unit of money brought two.',
  })
  readonly roas!: Figure<string>;
}
