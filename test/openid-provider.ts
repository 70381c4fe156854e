import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { findFreePort } from './free-port.ts';

/** A provider of sign-in that lets in whoever comes, as the user that the test names. */
export interface OpenIdProvider {
  /** What the product has to be set to. */
  readonly settings: Readonly<Record<string, string>>;
  /** Whom the provider says that came: a test changes it. */
  readonly user: { sub: string; email: string; email_verified: boolean; name: string };
  close(): void;
}

const CLIENT = { client_id: 'marquee', client_secret: 'a secret of the client' };

/** @param publicUrl where the product is, to which the provider leads back */
export async function openOpenIdProvider(publicUrl: string): Promise<OpenIdProvider> {
  const user = { sub: 'ada', email: 'Ada@Example.com', email_verified: true, name: 'Ada' };
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const provider = new Provider(url, {
    clients: [{ ...CLIENT, redirect_uris: [`${publicUrl}/auth/openid/callback`] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ ...user, sub }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
  });
  const server = createServer(async (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return provider.callback()(request, response);
    const details = await provider.interactionDetails(request, response);
    const grant = new provider.Grant({ accountId: user.sub, clientId: CLIENT.client_id });
    grant.addOIDCScope('openid email profile');
    const answer =
      details.prompt.name === 'login'
        ? { login: { accountId: user.sub } }
        : { consent: { grantId: await grant.save() } };
    await provider.interactionFinished(request, response, answer, { mergeWithLastSubmission: true });
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    settings: {
      OPENID_ISSUER: url,
      OPENID_CLIENT_ID: CLIENT.client_id,
      OPENID_CLIENT_SECRET: CLIENT.client_secret,
    },
    user,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
