import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, expect, it } from 'vitest';
import { createOpenIdProvider } from './provider.ts';

const ISSUER = 'https://issuer.example.com';
const CHECKS = { state: 'the state', nonce: 'the nonce', codeVerifier: 'v'.repeat(43) };
const CALLBACK = new URL('https://marquee.example.com/auth/openid/callback?code=c&state=the%20state');

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
type Facts = Readonly<Record<string, unknown>>;

let own: Keys;
let foreign: Keys;

beforeAll(async () => {
  [own, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
});

/** An issuer that says one thing in the ID token and another as user info. */
function issuerThatSays(claims: Facts, info: Facts, signer: Keys = own): typeof fetch {
  return async (input) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const answers: Readonly<Record<string, () => unknown>> = {
      '/.well-known/openid-configuration': () => ({
        issuer: ISSUER,
        authorization_endpoint: `${ISSUER}/authorize`,
        token_endpoint: `${ISSUER}/token`,
        userinfo_endpoint: `${ISSUER}/userinfo`,
        jwks_uri: `${ISSUER}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      }),
      '/keys': async () => ({ keys: [{ ...(await exportJWK(own.publicKey)), alg: 'RS256', use: 'sig' }] }),
      '/token': async () => ({
        access_token: 'a',
        token_type: 'bearer',
        id_token: await new SignJWT({ ...claims, nonce: CHECKS.nonce })
          .setProtectedHeader({ alg: 'RS256' })
          .setIssuer(ISSUER)
          .setAudience('marquee')
          .setSubject('mallory')
          .setIssuedAt()
          .setExpirationTime('1 min')
          .sign(signer.privateKey),
      }),
      '/userinfo': () => ({ sub: 'mallory', ...info }),
    };
    return Response.json(await answers[pathname]?.());
  };
}

const identify = (fetch: typeof globalThis.fetch) =>
  createOpenIdProvider({ issuer: ISSUER, clientId: 'marquee', clientSecret: 's' }, fetch).identify(
    CALLBACK,
    CHECKS,
  );

it.each<[string, Facts, Facts, string | null]>([
  ['verified in the ID token', { email: 'a@example.com', email_verified: true }, {}, 'a@example.com'],
  ['verified in the user info', {}, { email: 'a@example.com', email_verified: true }, 'a@example.com'],
  ['of one answer, verified in the other', { email_verified: true }, { email: 'admin@example.com' }, null],
  ['of the other answer', { email: 'admin@example.com' }, { email_verified: true }, null],
  [
    'that another answer calls something else',
    { email: 'mallory@example.com', email_verified: true },
    { email: 'admin@example.com' },
    'mallory@example.com',
  ],
  [
    'that one answer says is not verified',
    { email: 'admin@example.com', email_verified: true },
    { email: 'admin@example.com', email_verified: false },
    null,
  ],
  [
    'that the ID token says is not verified',
    { email_verified: false },
    { email: 'admin@example.com', email_verified: true },
    null,
  ],
  ['whose verification is a word', { email: 'admin@example.com', email_verified: 'true' }, {}, null],
])('takes an address %s as %o and %o say together', async (_name, claims, info, email) => {
  expect(await identify(issuerThatSays(claims, info))).toMatchObject({ subject: 'mallory', email });
});

it('lets nobody in by an ID token that another key signed', async () => {
  const claims = { email: 'admin@example.com', email_verified: true };
  await expect(identify(issuerThatSays(claims, {}, foreign))).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
});
