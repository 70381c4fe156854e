import { useNavigate } from '@tanstack/react-router';
import { type CombinedError, useClient } from 'urql';
import { takeTokens } from './access-token.ts';
import { SWITCH_ORGANIZATION } from './session-queries.ts';

/** Looks at another organization of the viewer from its campaigns on, or says why that did not come about. */
export function useOrganizationSwitch() {
  const client = useClient();
  const navigate = useNavigate();
  return async (organizationId: string): Promise<CombinedError | string | undefined> => {
    const { data, error } = await client.mutation(SWITCH_ORGANIZATION, { organizationId }).toPromise();
    const tokens = data?.switchOrganization?.tokens;
    if (tokens === undefined || tokens === null) return error ?? data?.switchOrganization?.errors[0]?.message;
    takeTokens(tokens);
    await navigate({ to: '/' });
    return undefined;
  };
}
