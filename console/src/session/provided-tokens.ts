import { takeTokens } from './access-token.ts';

/** Keeps the tokens that a provider's way back brought behind the #; false where it brought none. */
export function keepProvidedTokens(hash: string): boolean {
  const facts = new URLSearchParams(hash);
  const accessToken = facts.get('accessToken');
  const refreshToken = facts.get('refreshToken');
  if (accessToken === null || refreshToken === null) return false;
  takeTokens({ accessToken, refreshToken, expiresInSeconds: Number(facts.get('expiresInSeconds')) });
  return true;
}
