import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Config } from '../../../config.ts';
import { CallerError } from '../../../errors.ts';
import { type Charge, describeCharges, type RateLimits } from '../../../platform/limits/rate-limits.ts';
import { statusOfCode } from '../errors/answer-error.ts';
import { type RequestScope, requestFacts, requestOrganization } from '../request/request-facts.ts';
import { measureOperation, type OperationMeasure, type Variables } from './operation-cost.ts';
import { requireStorableText } from './storable-text.ts';

const NOTHING_CHARGED: Readonly<Record<string, string>> = {};

export interface AdmissionOptions {
  readonly config: Pick<Config, 'operationLimits'>;
  readonly rateLimits?: RateLimits | undefined;
}

/** Decides on a measured operation. Resolves to header fields of the answer; throws what refuses it, with its HTTP status. */
export type Admit = (
  measure: OperationMeasure,
  variables: Variables,
  scope: RequestScope,
) => Promise<Readonly<Record<string, string>>>;

/** Refuses operations with too many fields or of too high a cost, and charges the cost of the others. */
export function createAdmit({ config, rateLimits }: AdmissionOptions): Admit {
  const { fields: maxFields, cost: maxCost } = config.operationLimits;
  return async (measure, variables, scope) => {
    const { fields } = measure;
    if (fields > maxFields) {
      throw refusal(
        `The operation has ${fields} fields; ${maxFields} are allowed. Ask for fewer, or send several operations one after another.`,
        { fields, maxFields },
      );
    }
    requireStorableText(variables);
    const cost = measure.cost(variables);
    if (cost > maxCost) {
      throw refusal(
        `The operation costs ${cost}; ${maxCost} is allowed. Ask for shorter lists (first, limit) or fewer fields in them.`,
        { cost, maxCost },
      );
    }
    return rateLimits === undefined
      ? NOTHING_CHARGED
      : describeCharges(await chargeAll(rateLimits, cost, scope));
  };
}

/** Finds out what an operation asks for, once a document. */
function createMeter() {
  const measures = new WeakMap<OperationDefinitionNode, OperationMeasure>();
  return (
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
  ): OperationMeasure => {
    const known = measures.get(operation);
    if (known !== undefined) return known;
    const measure = measureOperation(schema, document, operation);
    measures.set(operation, measure);
    return measure;
  };
}

/** Admits operations before Apollo runs them. */
export function createAdmissionControl(admit: Admit): ApolloServerPlugin<RequestScope> {
  const measure = createMeter();
  const listener: GraphQLRequestListener<RequestScope> = {
    async didResolveOperation({ schema, document, operation, request, response, contextValue }) {
      // Apollo calls this, too, where no operation has the requested name.
      if (!operation) return;
      const { headers } = response.http;
      try {
        const fields = await admit(
          measure(schema, document, operation),
          request.variables ?? {},
          contextValue,
        );
        for (const [name, value] of Object.entries(fields)) headers.set(name, value);
      } catch (error) {
        if (error instanceof CallerError) {
          response.http.status = statusOfCode(error.code);
          headers.set('retry-after', String(error.details.retryAfterSeconds));
        }
        throw error;
      }
    },
  };
  return { requestDidStart: async () => listener };
}

async function chargeAll(
  rateLimits: RateLimits,
  cost: number,
  scope: RequestScope,
): Promise<readonly Charge[]> {
  const organizationId = scope[requestOrganization];
  const ofClient = rateLimits.charge('client', scope[requestFacts].ip, cost);
  if (organizationId === undefined) return toList(await ofClient, undefined);
  const ofOrganization = rateLimits.charge('organization', organizationId, cost);
  const [client, organization] = await Promise.all([ofClient, ofOrganization]);
  return toList(client, organization);
}

function toList(client: Charge | undefined, organization: Charge | undefined): readonly Charge[] {
  if (client !== undefined && organization !== undefined) return [client, organization];
  return [client, organization].filter((charge) => charge !== undefined);
}

function refusal(message: string, details: Readonly<Record<string, unknown>>): GraphQLError {
  return new GraphQLError(message, {
    extensions: { ...details, code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
  });
}
