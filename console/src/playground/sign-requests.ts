import { findAccessToken, plainFetch } from '../session/access-token.ts';

/**
 * Runs in the playground's page before GraphiQL does: whoever signed in on the console asks as themselves there too,
 * with a token that is renewed as it runs out. An authorization that somebody wrote into the headers comes first.
 */
window.fetch = async (input, init = {}) => {
  const headers = new Headers(init.headers ?? (input instanceof Request ? input.headers : undefined));
  const token = headers.has('authorization') ? undefined : await findAccessToken();
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  return plainFetch(input, { ...init, headers });
};
