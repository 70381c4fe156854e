import 'reflect-metadata';
import { graphql } from 'graphql';
import { Arg, Field, InputType, Int, Query, Resolver } from 'type-graphql';
import { expect, it } from 'vitest';
import { buildGraph } from './schema.ts';

@InputType()
class Invitation {
  @Field(() => Int, { nullable: true, defaultValue: 7 })
  readonly days!: number;
}

@Resolver()
class Lists {
  @Query(() => Int)
  invite(@Arg('input', () => Invitation) { days }: Invitation): number {
    return days;
  }

  @Query(() => String)
  list(
    @Arg('first', () => Int, { nullable: true, defaultValue: 20 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): string {
    return `${first} ${after}`;
  }
}

it.each([
  ['{ list }', {}],
  ['{ list(first: null) }', {}],
  ['query ($first: Int) { list(first: $first) }', {}],
  ['query ($first: Int) { list(first: $first) }', { first: null }],
  ['query ($first: Int = null) { list(first: $first) }', {}],
])(
  'an argument with a default is the default where it is null or absent: %s %j',
  async (source, variableValues) => {
    const schema = await buildGraph([Lists], [new Lists()]);
    const { data, errors } = await graphql({ schema, source, variableValues });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ list: expect.stringMatching(/^20 (null|undefined)$/) });
  },
);

it('any other value stays, and so does the null of an argument without a default', async () => {
  const schema = await buildGraph([Lists], [new Lists()]);
  const { data } = await graphql({ schema, source: '{ list(first: 5, after: null) }' });
  expect(data).toEqual({ list: '5 null' });
});

it.each(['{}', '{ days: null }'])('so is a field of an input: %s', async (input) => {
  const schema = await buildGraph([Lists], [new Lists()]);
  const { data } = await graphql({ schema, source: `{ invite(input: ${input}) }` });
  expect(data).toEqual({ invite: 7 });
});
