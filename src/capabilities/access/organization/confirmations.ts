import { z } from 'zod';
import { createSignedTokens, type SignedTokens } from '../people/signed-token.ts';

const MINUTES = 10;

const Claims = z.object({ sub: z.string(), org: z.string() });

/** What is given at the first asking, and taken at the second: each is good for ten minutes, for one person and organization. */
export interface ConfirmationTokens {
  readonly deletion: SignedTokens<z.output<typeof Claims>>;
  readonly download: SignedTokens<z.output<typeof Claims>>;
}

export function createConfirmations(authSecret: string): ConfirmationTokens {
  return {
    deletion: createSignedTokens(authSecret, 'deletion', MINUTES * 60, Claims),
    download: createSignedTokens(authSecret, 'download', MINUTES * 60, Claims),
  };
}
