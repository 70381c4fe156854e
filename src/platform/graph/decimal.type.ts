import { Decimal as ExactNumber } from 'decimal.js';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** Digits before and after the point, together: more than any sum of money or price takes. */
const MOST_DIGITS = 60;

/** 40 significant digits by default are for arithmetic; here nothing is calculated, and nothing may be rounded. */
const Exact = ExactNumber.clone({ precision: MOST_DIGITS, toExpNeg: -MOST_DIGITS, toExpPos: MOST_DIGITS });

const FORM = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/;

/**
 * The one spelling of a decimal number: no sign but -, no needless zeros, no exponent. 1.50 becomes 1.5, -0 becomes 0.
 * undefined where the text is none, or has more than 60 digits.
 */
export function normalizeDecimal(text: string): string | undefined {
  if (text.length > MOST_DIGITS + 2 || !FORM.test(text)) return undefined;
  const value = new Exact(text);
  return value.isZero() ? '0' : value.toFixed();
}

/** A number that is exact to the last digit, as text: in TypeScript a string in the spelling of {@link normalizeDecimal}. */
export const Decimal = new GraphQLScalarType({
  name: 'Decimal',
  description: `An exact decimal number, as a string: "12.5", "-0.001". It takes digits, one point and a sign, up to ${MOST_DIGITS} digits and no exponent, and is given without needless zeros.`,
  specifiedByURL: 'https://www.w3.org/TR/xmlschema11-2/#decimal',
  serialize: (value) =>
    typeof value === 'string' ? (normalizeDecimal(value) ?? refuse(value)) : refuse(value),
  parseValue: (value) =>
    typeof value === 'string' ? (normalizeDecimal(value) ?? refuse(value)) : refuse(value),
  parseLiteral(literal) {
    // A number in a document is text still, and loses nothing.
    const isNumber = literal.kind === Kind.INT || literal.kind === Kind.FLOAT;
    if (!isNumber && literal.kind !== Kind.STRING) return refuse(literal.kind);
    return normalizeDecimal(literal.value) ?? refuse(literal.value);
  },
});

function refuse(value: unknown): never {
  const shown = JSON.stringify(value)?.slice(0, 80) ?? String(value);
  throw new GraphQLError(
    `Decimal takes a string of up to ${MOST_DIGITS} digits with one point at most, such as "12.5"; this is ${shown}.`,
  );
}
