import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Config } from '../../../config.ts';
import { CallerError } from '../../../errors.ts';
import { chargeAll } from '../../../platform/limits/charge-all.ts';
import { describeCharges, type RateLimits } from '../../../platform/limits/rate-limits.ts';
import type { Metrics } from '../../../platform/telemetry/metrics.ts';
import { type RefusedRequest, refuseBy } from '../errors/refused-request.ts';
import { measureOperation, type OperationMeasure, type Variables } from '../limits/operation-cost.ts';
import { requireStorableText } from '../limits/storable-text.ts';
import { type RequestScope, requestFacts, requestOrganization } from '../request/request-facts.ts';
import { createDeprecatedUses } from './deprecated-uses.ts';

/** An operation of a valid document, and the variables that it was asked with. */
export interface AskedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Variables;
}

/**
 * What every operation goes through before it runs, once, whichever way it came in: through Apollo, on the compiled path or as
 * a stream. Refuses what has too many fields, costs too much or holds a text that cannot be stored, charges the cost to the
 * client and its organization, and counts what it uses of the deprecated.
 * @returns the header fields of the answer that tell what is left
 * @throws RefusedRequest
 */
export type PrepareOperation = (
  asked: AskedOperation,
  scope: RequestScope,
) => Promise<Readonly<Record<string, string>>>;

export interface PreparationOptions {
  readonly config: Pick<Config, 'operationLimits'>;
  readonly schema: GraphQLSchema;
  readonly rateLimits?: RateLimits | undefined;
  readonly metrics?: Metrics | undefined;
}

const NOTHING_CHARGED: Readonly<Record<string, string>> = {};

export function createOperationPreparation({
  config,
  schema,
  rateLimits,
  metrics,
}: PreparationOptions): PrepareOperation {
  const { fields: maxFields, cost: maxCost } = config.operationLimits;
  const countDeprecatedUses = createDeprecatedUses(schema, metrics);
  const measures = new WeakMap<OperationDefinitionNode, OperationMeasure>();

  const measure = ({ document, operation }: AskedOperation): OperationMeasure => {
    const known = measures.get(operation);
    if (known !== undefined) return known;
    const made = measureOperation(schema, document, operation);
    measures.set(operation, made);
    return made;
  };

  return async (asked, scope) => {
    const { variables } = asked;
    const { fields, cost: costOf } = measure(asked);
    if (fields > maxFields) {
      throw refuse(
        'TOO_MANY_FIELDS',
        `The operation has ${fields} fields; ${maxFields} are allowed. Ask for fewer, or send several operations one after another.`,
        { fields, maxFields },
      );
    }
    requireStorableText(variables);
    const cost = costOf(variables);
    if (cost > maxCost) {
      throw refuse(
        'OPERATION_TOO_COSTLY',
        `The operation costs ${cost}; ${maxCost} is allowed. Ask for shorter lists (first, limit) or fewer fields in them.`,
        { cost, maxCost },
      );
    }
    const charged = rateLimits === undefined ? NOTHING_CHARGED : await charge(rateLimits, cost, scope);
    countDeprecatedUses?.(asked);
    return charged;
  };
}

/** Prepares what Apollo is about to run. */
export function prepareForApollo(prepareOperation: PrepareOperation): ApolloServerPlugin<RequestScope> {
  const listener: GraphQLRequestListener<RequestScope> = {
    async didResolveOperation({ document, operation, request, response, contextValue }) {
      // Apollo calls this, too, where no operation has the requested name.
      if (!operation) return;
      const asked = { document, operation, variables: request.variables ?? {} };
      const headers = await prepareOperation(asked, contextValue);
      for (const [name, value] of Object.entries(headers)) response.http.headers.set(name, value);
    },
  };
  return { requestDidStart: async () => listener };
}

/** What is left after the operation, in header fields. @throws RefusedRequest where a budget is spent */
async function charge(
  rateLimits: RateLimits,
  cost: number,
  scope: RequestScope,
): Promise<Readonly<Record<string, string>>> {
  try {
    return describeCharges(
      await chargeAll(rateLimits, cost, scope[requestFacts].ip, scope[requestOrganization]),
    );
  } catch (error) {
    throw error instanceof CallerError ? refuseBy(error) : error;
  }
}

function refuse(code: string, message: string, details: Readonly<Record<string, unknown>>): RefusedRequest {
  return refuseBy(new CallerError({ code, status: 400 }, message, details));
}
