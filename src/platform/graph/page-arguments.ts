/** How the argument `first` is declared. */
export const firstOf = (defaultValue: number) => ({
  nullable: true,
  defaultValue,
  description: 'How many, from 1 to 100.',
});

/** How the argument `after` is declared. */
export const AFTER = {
  nullable: true,
  description: 'Returns the rows after this cursor; without it, from the first.',
};

/** How the argument `orderBy` is declared. */
export const orderByOf = <Order>(defaultValue: Order) => ({
  nullable: true,
  defaultValue,
  description: 'In which order. A cursor is of one order.',
});
