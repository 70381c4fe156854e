import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import { GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';
import type { Config } from '../../../config.ts';
import { CallerError } from '../../../errors.ts';
import { storableTextRule } from './storable-text.ts';

export type OperationLimits = Config['operationLimits'];

/** The rules that bound an operation's form and its texts. They refuse it with 400 before a resolver runs. */
export function createLimitRules(limits: OperationLimits): readonly ValidationRule[] {
  return [
    maxDepthRule({
      n: limits.depth,
      flattenFragments: true,
      ...refuseBy('OPERATION_TOO_DEEP', 'is nested too deeply'),
    }),
    maxAliasesRule({
      n: limits.aliases,
      // By default those of __typename are not counted.
      allowList: [],
      ...refuseBy('TOO_MANY_ALIASES', 'has too many aliases'),
    }),
    maxDirectivesRule({
      n: limits.directives,
      ...refuseBy('TOO_MANY_DIRECTIVES', 'has too many directives'),
    }),
    storableTextRule,
  ];
}

/** The rules throw by default, which Apollo would answer with 500. */
function refuseBy(code: string, fault: string) {
  return {
    propagateOnRejection: false,
    onReject: [
      (context: ValidationContext | null, error: GraphQLError) => {
        const figures = error.message.replace(/^Syntax Error: /, '');
        const message = `The operation ${fault}: ${figures} Ask for less, or send several operations one after another.`;
        const originalError = new CallerError({ code, status: 400 }, message);
        context?.reportError(new GraphQLError(message, { originalError }));
      },
    ],
  };
}
