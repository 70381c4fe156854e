import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { Field, InputType, ObjectType } from 'type-graphql';
import { isCurrency } from '../money/currency.ts';
import { Decimal } from './decimal.type.ts';

/** A currency, by its code. */
export const CurrencyCode = new GraphQLScalarType({
  name: 'CurrencyCode',
  description: 'A currency by its code of ISO 4217, in capitals: EUR, USD, JPY.',
  specifiedByURL: 'https://www.iso.org/iso-4217-currency-codes.html',
  serialize: requireCurrency,
  parseValue: requireCurrency,
  parseLiteral: (literal) => requireCurrency(literal.kind === Kind.STRING ? literal.value : undefined),
});

function requireCurrency(value: unknown): string {
  if (typeof value === 'string' && isCurrency(value)) return value;
  throw new GraphQLError(
    `CurrencyCode takes three capital letters of ISO 4217, such as "EUR"; this is ${JSON.stringify(value)?.slice(0, 80)}.`,
  );
}

const AMOUNT = {
  description: 'How much, in whole units of the currency: "12.50" EUR is 12 euros and 50 cents.',
};
const CURRENCY = { description: 'Of which currency.' };

@ObjectType({ description: 'A sum of money. Sums of different currencies are never added up.' })
export class Money {
  @Field(() => Decimal, AMOUNT)
  readonly amount!: string;

  @Field(() => CurrencyCode, CURRENCY)
  readonly currency!: string;
}

@InputType({ description: 'A sum of money.' })
export class MoneyInput {
  @Field(() => Decimal, AMOUNT)
  readonly amount!: string;

  @Field(() => CurrencyCode, CURRENCY)
  readonly currency!: string;
}
