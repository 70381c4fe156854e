import { CallerError } from '../../../errors.ts';
import type { BriefRequest } from '../serving/brief.ts';
import { claimsIn, covers } from './claims.ts';

/**
 * What has to be mentioned word for word would carry a claim past the checks: such a claim has to be a fact. Prices and offers
 * are whoever asks' own to make.
 * @throws CallerError BAD_USER_INPUT that says where the claim belongs
 */
export function rejectUnprovenMentions({ mustMention, facts }: BriefRequest): void {
  for (const phrase of mustMention) {
    const claim = claimsIn(phrase).find(
      ({ kind, text }) =>
        kind !== 'PRICE' && !facts.some((fact) => covers(`${fact.claim} ${fact.proof ?? ''}`, text)),
    );
    if (claim === undefined) continue;
    throw new CallerError(
      'BAD_USER_INPUT',
      `mustMention has "${phrase}", and "${claim.text}" is a claim that has to be proved: put it into facts, with its proof, or leave it out.`,
      { fields: ['mustMention', 'facts'] },
    );
  }
}
