import { type ClassType, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import type { AccessContext } from '../viewer/context.ts';
import type { Person } from './people.ts';

@ObjectType('Person', { description: 'A person with an account.' })
export class PersonType {
  @Field(() => ID, { description: 'The id.' })
  readonly id!: string;

  @Field(() => String, { description: 'The name.' })
  readonly name!: string;

  @Field(() => String, { description: 'Their e-mail address.' })
  readonly email!: string;

  @Field(() => DateTime, { description: 'Since when they have the account.' })
  readonly createdAt!: Date;
}

/** The resolver class that gives the objects of a type the person whose id stands in their personId. */
export function createPersonResolver(
  type: ClassType,
  description: string,
): new (
  ...deps: readonly unknown[]
) => object {
  @Resolver(() => type)
  class PersonOfResolver {
    @FieldResolver(() => PersonType, { nullable: true, description })
    async person(
      @Ctx() { access }: AccessContext,
      @Root() { personId }: { readonly personId: string | null },
    ): Promise<Person | undefined> {
      return personId === null ? undefined : access.people.load(personId);
    }
  }
  return PersonOfResolver;
}
