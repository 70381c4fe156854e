import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import type { ImportOutcome } from '../run/outcome.ts';
import type { RejectionExample } from '../run/rejection-examples.ts';
import { inPlainWords } from './plain-words.ts';
import { inRouteWords } from './route-words.ts';

/** Says a sentence, which is written in the words of the command, in those of whoever reads it. */
export type Reword = (sentence: string) => string;

/** What the command calls itself, which reads messages in its own words. */
export const COMMAND = 'marquee-etl';

/** In whose words the routes answer: of a program, which sends parameters, or of a person at the page, who has controls. */
export const WORDINGS = ['parameters', 'controls'] as const;

const Worded = z.object({ wording: z.enum(WORDINGS) });

/** In which words a request is answered. */
export function rewordFor({ headers, query }: Pick<FastifyRequest, 'headers' | 'query'>): Reword {
  if (headers['user-agent'] === COMMAND) return (sentence) => sentence;
  return Worded.safeParse(query).data?.wording === 'controls' ? inPlainWords : inRouteWords;
}

/** An outcome whose sentences are in other words. */
export function rewordOutcome(outcome: ImportOutcome, reword: Reword): ImportOutcome {
  return {
    ...outcome,
    message: outcome.message === null ? null : reword(outcome.message),
    examples: outcome.examples.map((example) => rewordExample(example, reword)),
  };
}

/** An example whose sentences are in other words. */
export function rewordExample(example: RejectionExample, reword: Reword): RejectionExample {
  const { message, advice } = example;
  return {
    ...example,
    message: reword(message),
    advice: advice === null ? null : { ...advice, option: reword(advice.option) },
  };
}

/** A fault in other words; anything but a fault of the caller's stays as it is. */
export function rewordFault(error: unknown, reword: Reword): unknown {
  if (!(error instanceof CallerError)) return error;
  return new CallerError(error, reword(error.message), error.details);
}
