import 'reflect-metadata';
import fc from 'fast-check';
import { graphql, printSchema } from 'graphql';
import { Arg, buildSchema, Query, Resolver } from 'type-graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { isCurrency } from '../money/currency.ts';
import { normalizeDecimal } from './decimal.type.ts';
import { Money, MoneyInput } from './money.type.ts';

describe('a decimal', () => {
  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['+1', '1'],
    ['1.50', '1.5'],
    ['007', '7'],
    ['.5', '0.5'],
    ['-12.340', '-12.34'],
    ['0.1', '0.1'],
    [
      '100000000000000000000000000000.00000000000000000000000001',
      '100000000000000000000000000000.00000000000000000000000001',
    ],
    ['0.000000000000000000000000000001', '0.000000000000000000000000000001'],
  ])('has one spelling: %s is %s', (text, expected) => expect(normalizeDecimal(text)).toBe(expected));

  it.each([
    '',
    ' 1',
    '1 ',
    '1.',
    '.',
    '-',
    '1e3',
    '1,5',
    '0x10',
    'NaN',
    'Infinity',
    '١',
    '1_000',
    '9'.repeat(63),
    '--1',
  ])('is not %j', (text) => expect(normalizeDecimal(text)).toBeUndefined());

  it('keeps every digit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 28n), max: 10n ** 28n }), fc.nat(28), (digits, places) => {
        const sign = digits < 0n ? '-' : '';
        const padded = String(digits < 0n ? -digits : digits).padStart(places + 1, '0');
        const whole = padded.slice(0, padded.length - places);
        const fraction = padded.slice(padded.length - places);
        const normal = normalizeDecimal(`${sign}${whole}${places === 0 ? '' : `.${fraction}`}`);
        if (normal === undefined) throw new Error('it is a decimal');
        const [wholeAgain = '', fractionAgain = ''] = normal.split('.');
        expect(BigInt(wholeAgain + fractionAgain.padEnd(places, '0'))).toBe(digits);
        expect(normalizeDecimal(normal)).toBe(normal);
      }),
    );
  });
});

describe('money', () => {
  @Resolver()
  class Prices {
    @Query(() => Money)
    same(@Arg('price', () => MoneyInput) price: MoneyInput): Money {
      return price;
    }

    @Query(() => Money)
    broken(): Money {
      return { amount: 'a lot', currency: 'EUR' };
    }
  }
  let schema: Awaited<ReturnType<typeof buildSchema>>;

  beforeAll(async () => {
    schema = await buildSchema({ resolvers: [Prices], validate: false });
  });

  const ask = (price: string) => graphql({ schema, source: `{ same(price: ${price}) { amount currency } }` });
  const askBy = (price: unknown) =>
    graphql({
      schema,
      source: 'query ($price: MoneyInput!) { same(price: $price) { amount currency } }',
      variableValues: { price },
    });

  it('comes as it went, in one spelling, as a literal and as a variable', async () => {
    const expected = { data: { same: { amount: '12.5', currency: 'EUR' } } };
    expect(await ask('{ amount: "12.50", currency: "EUR" }')).toEqual(expected);
    expect(await ask('{ amount: 12.50, currency: "EUR" }')).toEqual(expected);
    expect(await askBy({ amount: '12.50', currency: 'EUR' })).toEqual(expected);
  });

  it.each([
    [{ amount: 12.5, currency: 'EUR' }, /Decimal takes a string/],
    [{ amount: '12,5', currency: 'EUR' }, /Decimal takes a string/],
    [{ amount: '1', currency: 'eur' }, /CurrencyCode takes three capital letters/],
    [{ amount: '1', currency: 'XXY' }, /CurrencyCode takes three capital letters/],
    [{ amount: '1' }, /currency/],
  ])('is refused with what would be right: %j', async (price, message) => {
    const { data, errors } = await askBy(price);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toMatch(message);
  });

  it('that is none never leaves the server', async () => {
    const { data, errors } = await graphql({ schema, source: '{ broken { amount } }' });
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
  });

  it('describes itself', () => {
    const printed = printSchema(schema);
    expect(printed).toContain(
      'scalar Decimal @specifiedBy(url: "https://www.w3.org/TR/xmlschema11-2/#decimal")',
    );
    expect(printed).toMatch(/input MoneyInput \{[^}]*amount: Decimal!/);
  });

  it('knows the currencies of the world', () => {
    expect(['EUR', 'USD', 'JPY', 'CHF', 'KWD', 'INR'].every(isCurrency)).toBe(true);
    expect(['', 'eur', 'EURO', 'E', 'BTC', '€'].filter(isCurrency)).toEqual([]);
  });
});
