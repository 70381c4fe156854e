import type { ErrorCode } from '../../errors.ts';

/** No answer of the model passed the checks; `details.reasons` lists why. */
export const BRIEF_REJECTED: ErrorCode = { code: 'BRIEF_REJECTED', status: 422 };
