import type { Database, OrganizationDatabase, SqlValue } from '../../../platform/storage/database.ts';
import { statement } from '../../../platform/storage/database.ts';
import { writeAudit } from '../audit/audit.ts';
import type { Actor } from '../viewer/context.ts';
import type { ConfirmationTokens } from './confirmations.ts';
import { requireOwn } from './delete-organization.ts';
import { listOrganizationTables, type OrganizationTable } from './organization-tables.ts';

/** So many rows are read at a time: posts of large imports have no index by their line, and are looked over for each portion. */
const PORTION = 10_000;

/** What lets somebody in, or finds an answer again: of no use to its owner, and of much to a thief. */
const SECRET_COLUMNS = ['token_hash', 'password_hash', 'request_hash', 'cache_key'];

/** What the server keeps for itself while it works, and sessions, which are of people. */
const NOT_EXPORTED = [
  'session',
  'idempotency_key',
  'run_lease',
  'held_row',
  'import_progress',
  // Events as they came are on their way to be counted, and kept for days: what they add up to is exported.
  'event_log',
  'known_event',
];

/** The people are part of what belongs to an organization, as far as its members see them. */
const READ_PEOPLE = statement(
  'organization_export_people',
  `select id, to_jsonb(person) as row from person
    where id > $2 and exists (select 1 from membership where organization_id = $1 and person_id = person.id)
    order by id limit $3`,
);

const READ_ORGANIZATION = statement(
  'organization_export_itself',
  'select to_jsonb(organization) as row from organization where id = $1',
);

/**
 * Gives an address at which everything that belongs to the actor's organization can be had as a file, for ten minutes. Nothing
 * is stored: the file is written as it is read.
 * @throws CallerError NOT_FOUND for another organization than one's own, FORBIDDEN
 */
export async function exportOrganization(
  { confirmations, publicUrl }: { readonly confirmations: ConfirmationTokens; readonly publicUrl: string },
  actor: Actor,
  organizationId: string,
): Promise<string> {
  const personId = requireOwn(actor, organizationId);
  await writeAudit(actor.database, actor, {
    action: 'organization.exported',
    resource: 'ORGANIZATION',
    resourceId: organizationId,
    departmentId: null,
  });
  const token = await confirmations.download.sign(personId, { org: organizationId });
  return `${publicUrl.replace(/\/$/, '')}/organization.ndjson?token=${token}`;
}

/** All rows of an organization as lines of JSON: `{"table": …, "row": …}`. */
export async function* readOrganization(database: Database, organizationId: string): AsyncGenerator<string> {
  const [organization] = await database.query<{ row: object }>(READ_ORGANIZATION, [organizationId]);
  if (organization !== undefined) yield writeLine('organization', organization.row);
  let after = '';
  for (;;) {
    const people = await database.query<{ id: string; row: object }>(READ_PEOPLE, [
      organizationId,
      after,
      PORTION,
    ]);
    if (people.length > 0) yield people.map(({ row }) => writeLine('person', row)).join('');
    if (people.length < PORTION) break;
    after = people.at(-1)?.id ?? '';
  }
  for (const table of await listOrganizationTables(database))
    if (!NOT_EXPORTED.includes(table.name)) yield* readTable(database, table, organizationId);
}

/** Served by the table's primary key, which begins with the organization. The names come from the database's own catalog. */
async function* readTable(
  database: Pick<OrganizationDatabase, 'query'>,
  { name, key }: OrganizationTable,
  organizationId: string,
): AsyncGenerator<string> {
  const keys = key.filter((column) => column !== 'organization_id');
  const position = keys.map((column) => `${column}::text as "key_${column}"`).join(', ');
  const row = SECRET_COLUMNS.reduce((json, column) => `${json} - '${column}'`, `to_jsonb(${name})`);
  const first = `select ${position}, ${row} as row from ${name} where organization_id = $1`;
  const order = `order by ${keys.join(', ')} limit ${PORTION}`;
  const types = await database.query<{ column: string; type: string }>(
    statement(
      'organization_export_types',
      `select attname::text as column, format_type(atttypid, atttypmod) as type from pg_attribute
        where attrelid = to_regclass($1) and attname = any ($2::text[])`,
    ),
    [name, keys],
  );
  const typeOf = new Map(types.map(({ column, type }) => [column, type]));
  const values = keys.map((column, index) => `$${index + 2}::text::${typeOf.get(column)}`).join(', ');
  let last: Readonly<Record<string, unknown>> | undefined;
  for (;;) {
    const beyond = last === undefined ? '' : ` and (${keys.join(', ')}) > (${values})`;
    const parameters: SqlValue[] = [
      organizationId,
      ...(last === undefined ? [] : keys.map((column) => String(last?.[`key_${column}`]))),
    ];
    const rows = await database.query<{ row: object } & Record<string, unknown>>(
      statement(
        `organization_export_${name}${last === undefined ? '' : '_on'}`,
        `${first}${beyond} ${order}`,
      ),
      parameters,
    );
    if (rows.length > 0) yield rows.map(({ row: values }) => writeLine(name, values)).join('');
    if (rows.length < PORTION) return;
    last = rows.at(-1);
  }
}

function writeLine(table: string, row: object): string {
  return `${JSON.stringify({ table, row })}\n`;
}
