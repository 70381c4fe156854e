import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import {
  GraphQLError,
  type OperationDefinitionNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import type { Config } from '../config.ts';
import { measureOperation, type OperationMeasure } from './operation-cost.ts';
import type { RequestScope } from './request-facts.ts';

export type OperationLimits = Config['operationLimits'];

/** The rules that bound an operation's form. They refuse it with 400 before a resolver runs. */
export function createLimitRules(limits: OperationLimits): readonly ValidationRule[] {
  return [
    maxDepthRule({ n: limits.depth, flattenFragments: true, ...refuseBy('is nested too deeply') }),
    maxAliasesRule({ n: limits.aliases, ...refuseBy('has too many aliases') }),
    maxDirectivesRule({ n: limits.directives, ...refuseBy('has too many directives') }),
  ];
}

/** The rules throw by default, which Apollo would answer with 500. */
function refuseBy(fault: string) {
  return {
    propagateOnRejection: false,
    onReject: [
      (context: ValidationContext | null, error: GraphQLError) => {
        const figures = error.message.replace(/^Syntax Error: /, '');
        context?.reportError(
          new GraphQLError(
            `The operation ${fault}: ${figures} Ask for less, or send several operations one after another.`,
          ),
        );
      },
    ],
  };
}

/** How much the operations of one schema cost, each document's measured once. */
export function createOperationMeter() {
  const measures = new WeakMap<OperationDefinitionNode, OperationMeasure>();
  return (
    request: Parameters<NonNullable<GraphQLRequestListener<RequestScope>['didResolveOperation']>>[0],
  ) => {
    const { schema, document, operation } = request;
    if (operation === undefined || operation === null) return undefined;
    let measure = measures.get(operation);
    if (measure === undefined) {
      measure = measureOperation(schema, document, operation);
      measures.set(operation, measure);
    }
    return { fields: measure.fields, cost: measure.cost(request.request.variables ?? {}) };
  };
}

/** Refuses operations with too many fields or of too high a cost, and hands the cost of the others on. */
export function createCostLimit(
  limits: OperationLimits,
  admit?: (cost: number, scope: RequestScope) => Promise<void>,
): ApolloServerPlugin<RequestScope> {
  const measure = createOperationMeter();
  const listener: GraphQLRequestListener<RequestScope> = {
    async didResolveOperation(request) {
      const measured = measure(request);
      if (measured === undefined) return;
      if (measured.fields > limits.fields)
        refuse(
          `has ${measured.fields} fields; ${limits.fields} are allowed. Ask for fewer, or send several operations one after another.`,
          {},
        );
      if (measured.cost > limits.cost)
        refuse(
          `costs ${measured.cost}; ${limits.cost} is allowed. Ask for shorter lists (first, limit) or fewer fields in them.`,
          { cost: measured.cost, maxCost: limits.cost },
        );
      await admit?.(measured.cost, request.contextValue);
    },
  };
  return { requestDidStart: async () => listener };
}

function refuse(fault: string, details: Readonly<Record<string, unknown>>): never {
  throw new GraphQLError(`The operation ${fault}`, {
    extensions: { ...details, code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
  });
}
