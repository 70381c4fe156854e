import { GraphQLError, type ValidationRule } from 'graphql';
import { isStorable } from '../../../platform/storage/storable-text.ts';
import { RefusedRequest } from '../errors/refused-request.ts';

const FAULT =
  'holds the character U+0000, or half of a surrogate pair, which no text of the database can hold. Leave it out.';

/** Refuses documents in which a text is written that could not be stored. */
export const storableTextRule: ValidationRule = (context) => ({
  StringValue(node) {
    if (isStorable(node.value)) return;
    context.reportError(new GraphQLError(`A text of the document ${FAULT}`, { nodes: node }));
  },
});

/**
 * Refuses variables with a text that could not be stored, wherever in them it stands.
 * @throws RefusedRequest BAD_USER_INPUT that names the variable
 */
export function requireStorableText(variables: object, path = 'variables'): void {
  for (const [name, value] of Object.entries(variables)) {
    if (typeof value === 'string') {
      if (!isStorable(value)) throw fault(`${path}.${name}`);
    } else if (typeof value === 'object' && value !== null) {
      requireStorableText(value, `${path}.${name}`);
    }
    if (!isStorable(name)) throw fault(path);
  }
}

function fault(path: string): RefusedRequest {
  const argument = path.slice(0, 200);
  return new RefusedRequest(`A text in ${argument} ${FAULT}`, {
    status: 400,
    extensions: { code: 'BAD_USER_INPUT', argument },
  });
}
