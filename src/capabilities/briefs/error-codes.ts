import type { ErrorCode } from '../../errors.ts';

/** No answer of the model passed the checks; `details.reasons` lists why. */
export const BRIEF_REJECTED: ErrorCode = { code: 'BRIEF_REJECTED', status: 422 };

/** Briefs are not written for such a product; `details.rule` and `details.field` say why. */
export const BRIEF_REFUSED: ErrorCode = { code: 'BRIEF_REFUSED', status: 422 };
