import { type GraphQLResolveInfo, Kind } from 'graphql';

/**
 * Whether of an object nothing is asked for but these fields, so that it need not be loaded. A fragment counts as asking for
 * more.
 */
export function asksOnlyFor(
  { fieldNodes }: Pick<GraphQLResolveInfo, 'fieldNodes'>,
  fields: readonly string[],
): boolean {
  return fieldNodes.every(({ selectionSet }) =>
    selectionSet?.selections.every(
      (selection) => selection.kind === Kind.FIELD && fields.includes(selection.name.value),
    ),
  );
}

/** What an id alone answers. */
export const FIELDS_OF_ID: readonly string[] = ['__typename', 'id', 'nodeId'];
