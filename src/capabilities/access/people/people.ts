import { type Database, statement } from '../../../platform/storage/database.ts';

/** A person with an account. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly createdAt: Date;
}

const FIND = statement(
  'person_find',
  'select id, name, email, created_at as "createdAt" from person where id = $1',
);

/** The person with this id. As the owner: people belong to no organization, so row-level security does not cover them. */
export async function findPerson(database: Database, id: string): Promise<Person | undefined> {
  const [person] = await database.query<Person>(FIND, [id]);
  return person;
}
