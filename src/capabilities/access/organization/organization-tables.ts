import { type Session, statement } from '../../../platform/storage/database.ts';

/** A table whose rows belong to organizations. */
export interface OrganizationTable {
  readonly name: string;
  /** The columns of its primary key, the organization first where it begins with it. */
  readonly key: readonly string[];
}

/** As the database knows them, so that no table can be forgotten. Tables of single imports inherit from post, as partitions do from theirs, and are read with it. */
const LIST = statement(
  'organization_tables_list',
  `select relname::text as name,
          array(select attname::text from pg_index
                 join unnest(indkey::smallint[]) with ordinality as part (number, position) on true
                 join pg_attribute on attrelid = pg_class.oid and attnum = part.number
                where indrelid = pg_class.oid and indisprimary order by position) as key
     from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
      and not exists (select 1 from pg_inherits where inhrelid = pg_class.oid)
      and exists (select 1 from pg_attribute
                   where attrelid = pg_class.oid and attname = 'organization_id' and not attisdropped)
    order by relname`,
);

/** Every table whose rows belong to an organization, by name. */
export async function listOrganizationTables(
  session: Pick<Session, 'query'>,
): Promise<readonly OrganizationTable[]> {
  return session.query<OrganizationTable>(LIST);
}
