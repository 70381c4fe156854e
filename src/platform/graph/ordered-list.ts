import { z } from 'zod';
import { type Session, type SqlValue, type Statement, statement } from '../storage/database.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { type Page, toPage } from './page.ts';

/** What a position in a list is told by: SQL that an index, or a sort of few rows, serves. */
export interface OrderKey {
  /** With the name of its table: a bare name would be that of a result. */
  readonly expression: string;
  readonly type: 'text' | 'uuid' | 'bigint' | 'timestamptz';
}

/** How rows follow one another: by the first key, and by each next one where those before are the same. */
export interface RowOrder {
  /** No two rows of a list have the same values in all of them. */
  readonly keys: readonly OrderKey[];
  readonly direction: 'asc' | 'desc';
}

/** What a list is read by: parts of SQL, with parameters from $1. */
export interface ListDefinition<Order extends string> {
  /** Begins the names of its statements. */
  readonly name: string;
  readonly columns: string;
  readonly from: string;
  readonly where: string;
  /** How many parameters the condition takes. */
  readonly parameters: number;
  readonly orders: Readonly<Record<Order, RowOrder>>;
}

/** A list that is read page by page, in any of its orders. */
export interface OrderedList<Order extends string> {
  readonly orders: Readonly<Record<Order, RowOrder>>;
  /** The first page, and the pages behind a cursor. */
  statementFor(order: Order, isFirst: boolean): Statement;
  readonly count: Statement;
}

export interface ListRequest<Order extends string> {
  readonly orderBy: Order;
  readonly first: number;
  readonly after: string | null;
}

interface Positioned {
  readonly cursorKeys: readonly string[];
}

/** By when rows were made, by the columns created_at and id of a table; both directions read the same index. */
export function byCreation(table: string) {
  const keys = [
    { expression: `${table}.created_at`, type: 'timestamptz' },
    { expression: `${table}.id`, type: 'text' },
  ] as const satisfies readonly OrderKey[];
  return {
    CREATED_AT_DESC: { keys, direction: 'desc' },
    CREATED_AT_ASC: { keys, direction: 'asc' },
  } as const satisfies Readonly<Record<string, RowOrder>>;
}

/** By a name, case aside, and by an id where names are the same. */
export function byName(name: string, id: string) {
  const keys = [
    { expression: `lower(${name})`, type: 'text' },
    { expression: id, type: 'text' },
  ] as const satisfies readonly OrderKey[];
  return {
    NAME_ASC: { keys, direction: 'asc' },
    NAME_DESC: { keys, direction: 'desc' },
  } as const satisfies Readonly<Record<string, RowOrder>>;
}

/** Declares a list. A page behind a cursor has a statement of its own, so that each is planned for what it reads. */
export function defineList<Order extends string>(definition: ListDefinition<Order>): OrderedList<Order> {
  const { name, from, where, orders } = definition;
  return {
    orders,
    count: statement(`${name}_count`, `select count(*) as count from ${from} where ${where}`),
    statementFor: (order, isFirst) =>
      statement(nameOf(name, order, isFirst), writePage(definition, order, { isFirst, isNumbered: false })),
  };
}

/**
 * Declares a list that each of many things has, read for all of them at once. The condition names the thing as `asked.id`; the
 * ids of all of them are its last parameter.
 */
export function defineListOfEach<Order extends string>(
  definition: ListDefinition<Order>,
): OrderedList<Order> {
  const { name, from, where, parameters, orders } = definition;
  const asked = `unnest($${parameters}::text[]) with ordinality as asked (id, ordinal)`;
  return {
    orders,
    count: statement(
      `${name}_count`,
      `select asked.id as "of", count(*) as count from ${asked} cross join ${from} where ${where} group by asked.id`,
    ),
    statementFor: (order, isFirst) =>
      statement(
        nameOf(name, order, isFirst),
        `select asked.id as "of", page.* from ${asked}
          cross join lateral (${writePage(definition, order, { isFirst, isNumbered: true })}) as page
          order by asked.ordinal, page.number`,
      ),
  };
}

/**
 * One page of a list.
 * @param values those that the condition takes
 * @throws CallerError BAD_USER_INPUT for a cursor of another list, or of another order of this one
 */
export async function readList<Row extends object, Order extends string>(
  session: Pick<Session, 'query'>,
  list: OrderedList<Order>,
  values: readonly SqlValue[],
  request: ListRequest<Order>,
): Promise<Page<Row>> {
  const position = readPosition(list, request);
  const rows = await session.query<Row & Positioned>(
    list.statementFor(request.orderBy, position === undefined),
    [...values, request.first + 1, ...(position ?? [])],
  );
  return toOrderedPage(rows, request, async () => {
    const [counted] = await session.query<{ count: bigint }>(list.count, values);
    return counted?.count ?? 0n;
  });
}

/**
 * The same page of the list of each thing, in the order of their ids.
 * @param values those that the condition takes, without the ids
 * @param countOf how many rows the list of one thing has; asked only where a client asks
 * @throws CallerError BAD_USER_INPUT for a cursor of another list, or of another order of this one
 */
export async function readListOfEach<Row extends object, Order extends string>(
  session: Pick<Session, 'query'>,
  list: OrderedList<Order>,
  { values, ids }: { readonly values: readonly SqlValue[]; readonly ids: readonly string[] },
  request: ListRequest<Order>,
  countOf: (id: string) => Promise<bigint>,
): Promise<Page<Row>[]> {
  const position = readPosition(list, request);
  const distinct = [...new Set(ids)];
  const rows = await session.query<Row & Positioned & { readonly of: string }>(
    list.statementFor(request.orderBy, position === undefined),
    [...values, distinct, request.first + 1, ...(position ?? [])],
  );
  const rowsOf = new Map<string, (Row & Positioned)[]>(distinct.map((id) => [id, []]));
  for (const row of rows) rowsOf.get(row.of)?.push(row);
  return ids.map((id) => toOrderedPage<Row>(rowsOf.get(id) ?? [], request, () => countOf(id)));
}

/** How many rows the list of each thing has, in the order of their ids. */
export async function countListOfEach<Order extends string>(
  session: Pick<Session, 'query'>,
  list: OrderedList<Order>,
  { values, ids }: { readonly values: readonly SqlValue[]; readonly ids: readonly string[] },
): Promise<bigint[]> {
  const rows = await session.query<{ of: string; count: bigint }>(list.count, [...values, [...new Set(ids)]]);
  const counts = new Map(rows.map(({ of, count }) => [of, count]));
  return ids.map((id) => counts.get(id) ?? 0n);
}

function toOrderedPage<Row extends object>(
  rows: readonly (Row & Positioned)[],
  { orderBy, first, after }: ListRequest<string>,
  countAll: () => Promise<bigint>,
): Page<Row> {
  return toPage(
    rows,
    { first, after: after ?? undefined },
    ({ cursorKeys }) => encodeCursor([orderBy, ...cursorKeys]),
    countAll,
  );
}

function nameOf(list: string, order: string, isFirst: boolean): string {
  return `${list}_${order.toLowerCase()}${isFirst ? '' : '_after'}`;
}

/** The SQL of one page; its limit, and the position that it begins behind, come after the parameters of the condition. */
function writePage<Order extends string>(
  { columns, from, where, parameters, orders }: ListDefinition<Order>,
  order: Order,
  { isFirst, isNumbered }: { readonly isFirst: boolean; readonly isNumbered: boolean },
): string {
  const { keys, direction } = orders[order];
  const position = keys.map(({ type }, index) => `$${parameters + 2 + index}::${type}`).join(', ');
  const here = keys.map(({ expression }) => expression).join(', ');
  const isBehind = isFirst ? '' : ` and (${here}) ${direction === 'asc' ? '>' : '<'} (${position})`;
  const inOrder = keys.map(({ expression }) => `${expression} ${direction}`).join(', ');
  return `select ${columns}, array[${keys.map(writeKey).join(', ')}] as "cursorKeys"${isNumbered ? `, row_number() over (order by ${inOrder}) as number` : ''} from ${from}
    where ${where}${isBehind} order by ${inOrder} limit $${parameters + 1}`;
}

function readPosition<Order extends string>(
  { orders }: OrderedList<Order>,
  { orderBy, after }: ListRequest<Order>,
): string[] | undefined {
  return after === null ? undefined : decodeCursor(after, cursorOf(orders[orderBy], orderBy)).slice(1);
}

/** As text, exactly: a timestamp in JavaScript has three digits of a second less. */
function writeKey({ expression, type }: OrderKey): string {
  return type === 'timestamptz'
    ? `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
    : `(${expression})::text`;
}

/** What PostgreSQL takes for each type: a cursor is whatever a client sends. */
const KEY_TEXTS: Readonly<Record<OrderKey['type'], z.ZodType>> = {
  text: z.string().refine((text) => !text.includes('\0')),
  uuid: z.guid(),
  bigint: z.string().regex(/^\d{1,18}$/),
  timestamptz: z.iso.datetime().refine((text) => !text.startsWith('0000')),
};

function cursorOf({ keys }: RowOrder, orderBy: string): z.ZodType<string[]> {
  return z
    .array(z.string())
    .length(keys.length + 1)
    .refine(
      ([order, ...texts]) =>
        order === orderBy && keys.every(({ type }, index) => KEY_TEXTS[type].safeParse(texts[index]).success),
    );
}
