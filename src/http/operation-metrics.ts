import type { ApolloServerPlugin, BaseContext, GraphQLRequestContext } from '@apollo/server';
import { Kind, type OperationDefinitionNode } from 'graphql';
import type { Metrics } from '../telemetry/metrics.ts';

interface OperationLabels {
  readonly type: string;
  readonly operation: string;
}

const UNKNOWN: OperationLabels = { type: 'unknown', operation: 'unknown' };

/** Counts every answered operation with its outcome and its time, and what its resolvers raised. */
export function createOperationMetrics(metrics: Metrics): ApolloServerPlugin {
  const labels = new WeakMap<OperationDefinitionNode, OperationLabels>();
  const findLabels = (operation: OperationDefinitionNode | undefined): OperationLabels => {
    if (operation === undefined) return UNKNOWN;
    const known = labels.get(operation);
    if (known !== undefined) return known;
    const made = { type: operation.operation, operation: nameByRootField(operation) };
    labels.set(operation, made);
    return made;
  };
  return {
    async requestDidStart() {
      const start = performance.now();
      let isValid = false;
      return {
        async didResolveOperation() {
          isValid = true;
        },
        async willSendResponse(request) {
          const codes = listErrorCodes(request);
          // Only a valid document's root fields are the schema's: other names must not become labels.
          const { type, operation } = isValid ? findLabels(request.operation) : UNKNOWN;
          metrics.observeOperation({
            type,
            operation,
            outcome: codes[0] ?? 'ok',
            seconds: (performance.now() - start) / 1_000,
          });
          if (isValid) for (const code of codes) metrics.countResolverError(code);
        },
      };
    },
  };
}

/** The root field's name: unlike the operation's own name, it is one of the schema's, so that labels stay few. */
function nameByRootField({ selectionSet }: OperationDefinitionNode): string {
  const names = new Set(
    selectionSet.selections.map((selection) =>
      selection.kind === Kind.FIELD ? selection.name.value : 'fragment',
    ),
  );
  const [first = 'unknown', ...others] = names;
  return others.length === 0 ? first : 'several';
}

function listErrorCodes({ response }: GraphQLRequestContext<BaseContext>): readonly string[] {
  if (response.body?.kind !== 'single') return [];
  return (response.body.singleResult.errors ?? []).map(({ extensions }) =>
    typeof extensions?.code === 'string' ? extensions.code : 'INTERNAL_SERVER_ERROR',
  );
}
