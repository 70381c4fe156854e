import { z } from 'zod';
import {
  integer,
  list,
  retentionDays,
  setting,
  url,
  type ValuesOf,
} from '../../platform/settings/setting.ts';

/** How people and programs are let in. */
export const accessSettings = {
  authSecret: setting('AUTH_SECRET', z.string().min(32).max(1_000).optional(), {
    takes: 'at least 32 random characters, such as openssl rand -base64 32 prints',
    about:
      'Signs access tokens; the same in every process. Without it, the server listens on this machine only, and everyone there is the owner.',
    isSecret: true,
  }),
  accessTokenMinutes: setting('ACCESS_TOKEN_MINUTES', integer(1, 1_440, 15), {
    takes: 'minutes from 1 to 1440',
    about: 'How long an access token is valid. A revoked session still ends at once.',
  }),
  sessionDays: setting('SESSION_DAYS', integer(1, 365, 30), {
    takes: 'days from 1 to 365',
    about: 'How long an unused session lasts.',
  }),
  signUp: setting('SIGN_UP', z.enum(['open', 'invited']).default('open'), {
    takes: 'open or invited',
    about:
      'Whether anyone may sign up, with an organization of their own, or only people with an invitation.',
  }),
  openIdIssuer: setting('OPENID_ISSUER', url(['http:', 'https:']).optional(), {
    takes: 'the address of an OpenID Connect issuer, such as https://accounts.google.com',
    about: 'Lets people sign in there, at /auth/openid. It takes OPENID_CLIENT_ID too.',
  }),
  openIdClientId: setting('OPENID_CLIENT_ID', z.string().min(1).optional(), {
    takes: 'the id that the issuer gave this server',
    about: 'Who this server is to OPENID_ISSUER. Its redirect address is PUBLIC_URL/auth/openid/callback.',
  }),
  openIdClientSecret: setting('OPENID_CLIENT_SECRET', z.string().min(1).optional(), {
    takes: 'the secret that the issuer gave this server',
    about: 'Left out for a public client.',
    isSecret: true,
  }),
  githubClientId: setting('GITHUB_CLIENT_ID', z.string().min(1).optional(), {
    takes: 'the client id of a GitHub OAuth app',
    about:
      'Lets people sign in with GitHub, at /auth/github. The callback address is PUBLIC_URL/auth/github/callback.',
  }),
  githubClientSecret: setting('GITHUB_CLIENT_SECRET', z.string().min(1).optional(), {
    takes: 'the client secret of that app',
    about: 'Goes with GITHUB_CLIENT_ID.',
    isSecret: true,
  }),
  auditKeys: setting(
    'AUDIT_KEY',
    list((key) => key.length >= 32)
      .refine((keys) => keys.length > 0)
      .optional(),
    {
      takes:
        'at least 32 random characters, as openssl rand -base64 32 prints them, or several texts of them separated by commas',
      about:
        'Seals the audit log, so that changes show; the same in every process. The first seals, all verify: put a new one before the others. By default it is made of AUTH_SECRET, and with another AUTH_SECRET the earlier seals cannot be verified.',
      isSecret: true,
    },
  ),
  auditRetentionDays: retentionDays(
    'AUDIT_RETENTION_DAYS',
    'How long entries of the audit log are kept. Without it, forever.',
  ),
};

export type AccessSettings = ValuesOf<typeof accessSettings>;
