import fc from 'fast-check';
import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  OperationTypeNode,
} from 'graphql';

const HOSTILE = [
  "' OR 1=1 --",
  '%',
  '_',
  '../../etc/passwd',
  '$1',
  '\u0000',
  '\ud800',
  '\u202e',
  '{"a":1}',
  'x'.repeat(3_000),
];

const anyLiteral: fc.Arbitrary<string> = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.string().map((text) => JSON.stringify(text)),
  fc.constantFrom(
    'null',
    'true',
    'WARM',
    '$v',
    '[]',
    '{}',
    '[1, null]',
    '{name: null}',
    '{views: "9007199254740993"}',
  ),
);

/** What may be written where a value of a type is expected; most of it fits. */
function literalOf(type: GraphQLInputType): fc.Arbitrary<string> {
  if (isNonNullType(type)) return literalOf(type.ofType);
  if (isListType(type))
    return fc.array(literalOf(type.ofType), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`);
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).map((field) => {
      const named = literalOf(field.type).map((text) => `${field.name}: ${text}`);
      return isRequiredInputField(field) ? named : fc.oneof(fc.constant(''), named);
    });
    return fc.tuple(...fields).map((parts) => `{${parts.filter((part) => part !== '').join(', ')}}`);
  }
  if (type.name === 'Boolean') return fc.constantFrom('true', 'false');
  if (type.name === 'Int' || type.name === 'BigInt')
    return fc.oneof(fc.integer({ min: -1, max: 30 }), fc.integer()).map(String);
  return fc.oneof(fc.string(), fc.constantFrom(...HOSTILE)).map((text) => JSON.stringify(text));
}

/** Mostly the first; now and then one of the others, which no document should have. */
const seldom = (usual: string, ...faults: readonly string[]) =>
  fc.oneof(
    { arbitrary: fc.constant(usual), weight: 40 },
    { arbitrary: fc.constantFrom(...faults), weight: 1 },
  );

/**
 * Documents of the schema's own fields, with arguments, fragments, directives and variables. About half of them are
 * valid; the others have a fault or two.
 */
export function documentsOf(
  schema: GraphQLSchema,
  operation: 'query' | 'mutation' = 'query',
): fc.Arbitrary<{ query: string; variables: Record<string, unknown> }> {
  const selections = (type: GraphQLCompositeType, depth: number): fc.Arbitrary<string> => {
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    // What stands too deep goes no further down; a field that waits would hold the run up.
    const near = fields.filter(
      (field) => field.name !== 'wait' && (depth < 4 || !isCompositeType(getNamedType(field.type))),
    );
    const possible = depth < 4 && isAbstractType(type) ? schema.getPossibleTypes(type) : [];
    const inline = possible.map((object) =>
      selections(object, depth + 1).map((inner) => `... on ${object.name} { ${inner} }`),
    );
    const plain = seldom('__typename', 'nothing', '... { __typename }', '...F', 'a: __typename');
    const chosen =
      near.length === 0
        ? fc.constant([])
        : fc
            .uniqueArray(fc.constantFrom(...near), { maxLength: 4, selector: ({ name }) => name })
            .chain((some) => fc.tuple(...some.map((field) => selection(field, depth))));
    return fc
      .tuple(plain, chosen, fc.oneof(fc.constant(''), ...inline))
      .map(([first, others, part]) => [first, ...others, part].join(' '));
  };
  const selection = (field: GraphQLField<unknown, unknown>, depth: number): fc.Arbitrary<string> => {
    const type = getNamedType(field.type);
    const inner = isCompositeType(type)
      ? selections(type, depth + 1).map((text) => `{ ${text} }`)
      : fc.constant('');
    const given = fc.tuple(
      ...field.args.map((argument) => {
        const named = fc
          .oneof({ arbitrary: literalOf(argument.type), weight: 20 }, { arbitrary: anyLiteral, weight: 1 })
          .map((text) => `${argument.name}: ${text}`);
        const left = { arbitrary: fc.constant(''), weight: isRequiredArgument(argument) ? 1 : 20 };
        return fc.oneof(left, { arbitrary: named, weight: 20 });
      }),
    );
    const directive = seldom('', ' @include(if: $b)', ' @skip(if: true)', ' @note', ' @unknown');
    const alias = seldom('', 'a: ', 'b: ');
    return fc.tuple(alias, given, directive, inner).map(([name, parts, mark, body]) => {
      const written = parts.filter((part) => part !== '').join(', ');
      return `${name}${field.name}${written && `(${written})`}${mark} ${body}`;
    });
  };
  const root = schema.getRootType(
    operation === 'query' ? OperationTypeNode.QUERY : OperationTypeNode.MUTATION,
  );
  if (!root) throw new Error(`the schema has no ${operation}`);
  const variable = fc.oneof(
    fc.anything({ withNullPrototype: false }),
    fc.constantFrom(1, 'x', null, [1], { name: 'n' }),
  );
  return fc
    .tuple(
      selections(root, 0),
      selections(root, 2),
      variable,
      fc.constantFrom('Int', 'String', 'Filter', '[Int!]', 'ID!', 'Int!', 'Tone'),
    )
    .map(([main, fragment, v, type]) => {
      // Unused variables and fragments are faults, too; the seldom ones above are enough.
      const spread = main.includes('...F') ? ` fragment F on ${root.name} { ${fragment} }` : '';
      const whole = main + spread;
      const declared = [
        ...(whole.includes('$v') ? [`$v: ${type}`] : []),
        ...(whole.includes('$b') ? ['$b: Boolean = true'] : []),
      ].join(', ');
      return { query: `${operation} ${declared && `(${declared})`} { ${main} }${spread}`, variables: { v } };
    });
}
