import type { ApolloServerPlugin } from '@apollo/server';
import { type GraphQLFormattedError, Kind, type OperationDefinitionNode } from 'graphql';
import type { Metrics } from '../../../platform/telemetry/metrics.ts';
import type { Tracing } from '../../../platform/telemetry/tracing.ts';

interface OperationLabels {
  readonly type: string;
  readonly operation: string;
}

const UNKNOWN: OperationLabels = { type: 'unknown', operation: 'unknown' };

/** Counts an answered operation; undefined stands for one that was not valid. */
export type ObserveOperation = (
  operation: OperationDefinitionNode | undefined,
  errors: readonly GraphQLFormattedError[],
  milliseconds: number,
) => void;

/** Counts operations with their outcome and time, and what their resolvers raised, and names their spans. */
export function createOperationObserver(
  metrics: Metrics | undefined,
  tracing: Tracing | undefined,
): ObserveOperation {
  const operations = metrics?.counter('marquee_operations_total', 'GraphQL requests answered', [
    'type',
    'operation',
    'outcome',
  ]);
  const durations = metrics?.histogram(
    'marquee_operation_duration_seconds',
    'How long GraphQL requests took, from parsed body to answer',
    ['type', 'operation'],
  );
  const resolverErrors = metrics?.counter('marquee_resolver_errors_total', 'Errors that resolvers raised', [
    'code',
  ]);
  const labels = new WeakMap<OperationDefinitionNode, OperationLabels>();
  const findLabels = (operation: OperationDefinitionNode): OperationLabels => {
    const known = labels.get(operation);
    if (known !== undefined) return known;
    const made = { type: operation.operation, operation: nameByRootField(operation) };
    labels.set(operation, made);
    return made;
  };
  return (operation, errors, milliseconds) => {
    const { type, operation: name } = operation === undefined ? UNKNOWN : findLabels(operation);
    const [first] = errors;
    const outcome = first === undefined ? 'ok' : codeOf(first);
    const span = tracing?.current();
    span?.rename(`${type} ${name}`);
    span?.note({ 'graphql.operation.type': type, 'marquee.outcome': outcome });
    if (first !== undefined) span?.fail(outcome);
    operations?.inc({ type, operation: name, outcome });
    durations?.observe({ type, operation: name }, milliseconds / 1_000);
    for (const error of errors) if (error.path !== undefined) resolverErrors?.inc({ code: codeOf(error) });
  };
}

/** Observes what Apollo answers. */
export function createOperationMetrics(observe: ObserveOperation): ApolloServerPlugin {
  return {
    async requestDidStart() {
      const start = performance.now();
      let isValid = false;
      return {
        async didResolveOperation() {
          isValid = true;
        },
        async willSendResponse({ operation, response }) {
          const { body } = response;
          const errors = body?.kind === 'single' ? body.singleResult.errors : undefined;
          // Only a valid document's root fields are the schema's: other names must not become labels.
          observe(isValid ? operation : undefined, errors ?? [], performance.now() - start);
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

function codeOf({ extensions }: GraphQLFormattedError): string {
  return typeof extensions?.code === 'string' ? extensions.code : 'INTERNAL_SERVER_ERROR';
}
