import { z } from 'zod';

/** What is read of GitHub's answer to GET /user. */
export const GitHubUser = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() });

/** What is read of GitHub's answer to GET /user/emails. */
export const GitHubEmails = z.array(
  z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }),
);
