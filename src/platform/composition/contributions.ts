/**
 * Where capabilities may add something to another one against the direction of imports: a tool, a kind of resource, a
 * shortlist. The point is declared by whoever asks for the items, or in platform where both sides only know that.
 */
export interface ContributionPoint<Item> {
  readonly name: string;
  /** Never called: it ties the type of the items to the point. */
  readonly accepts?: (item: Item) => void;
}

/** One item and where it goes. */
export interface Contribution {
  readonly point: ContributionPoint<never>;
  readonly item: unknown;
}

/** Declares a point. Its name is unique over the product. */
export function contributionPoint<Item>(name: string): ContributionPoint<Item> {
  return { name };
}

/** An item for a point. */
export function contribute<Item>(point: ContributionPoint<Item>, item: Item): Contribution {
  return { point, item };
}

/** The items for a point, in the order in which their capabilities were opened. */
export function collectContributions<Item>(
  contributions: readonly Contribution[],
  point: ContributionPoint<Item>,
): readonly Item[];
export function collectContributions(
  contributions: readonly Contribution[],
  point: ContributionPoint<never>,
): readonly unknown[] {
  return contributions.filter((contribution) => contribution.point === point).map(({ item }) => item);
}
