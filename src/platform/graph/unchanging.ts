import type { GraphQLField } from 'graphql';
import { Extensions } from 'type-graphql';

const UNCHANGING = 'unchanging';

/**
 * A query whose result is an object that nobody changes once it was given: the same object is the same answer. The server may then
 * keep what it has written of it. The resolver is asked each time all the same, and decides who gets which object.
 */
export const Unchanging = () => Extensions({ [UNCHANGING]: true });

export function isUnchanging({ extensions }: Pick<GraphQLField<unknown, unknown>, 'extensions'>): boolean {
  return extensions[UNCHANGING] === true;
}
