import { registerEnumType } from 'type-graphql';

/** How the orders of a list are described that is ordered by when its rows were made, or by name. */
export const BY_CREATION = {
  CREATED_AT_DESC: 'By createdAt, newest first.',
  CREATED_AT_ASC: 'By createdAt, oldest first.',
} as const;
export const BY_NAME = {
  NAME_ASC: 'By name from A to Z; case makes no difference.',
  NAME_DESC: 'By name from Z to A; case makes no difference.',
} as const;

/** The enum of the orders of a list, each with its description. */
export function createOrderType<Order extends string>(
  name: string,
  description: string,
  orders: Readonly<Record<Order, string>>,
): object {
  const described = Object.entries<string>(orders);
  const values = Object.fromEntries(described.map(([order]) => [order, order]));
  registerEnumType(values, {
    name,
    description,
    valuesConfig: Object.fromEntries(described.map(([order, text]) => [order, { description: text }])),
  });
  return values;
}
