import { PasswordInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { ResultOf } from '../graph/graphql.ts';
import { AuthLayout } from '../sign-in/auth-layout.tsx';
import { MutationForm } from '../sign-in/mutation-form.tsx';
import { keepCredentials } from './credentials.ts';
import styles from './session.module.css';
import { OPEN_GUEST_LINK } from './session-queries.ts';
import { beginAnew } from './shown-organization.ts';

const route = getRouteApi('/guest');

type Opened = NonNullable<NonNullable<ResultOf<typeof OPEN_GUEST_LINK>['openGuestLink']>['guestLink']>;

/** Where a guest link leads: to its one resource and nothing else. */
export function GuestPage() {
  const { token } = route.useSearch();
  const navigate = route.useNavigate();
  const [password, setPassword] = useState('');
  const [isRefused, setIsRefused] = useState(false);
  return (
    <AuthLayout title="Shared with you" lead="This link gives access to this item only.">
      <MutationForm
        mutation={OPEN_GUEST_LINK}
        label="Open the link"
        submit="Open"
        className={styles.form}
        variables={() => ({ token, password: password === '' ? null : password })}
        errorsOf={({ openGuestLink }) => openGuestLink?.errors}
        onRefused={() => setIsRefused(true)}
        onDone={({ openGuestLink }) => {
          const { accessToken, guestLink } = openGuestLink ?? {};
          if (!accessToken || !guestLink) return;
          const home = addressOf(guestLink);
          beginAnew();
          keepCredentials({ kind: 'GUEST', accessToken, linkToken: token, access: guestLink.access, home });
          void navigate({ href: home });
        }}
      >
        {(errorOf) =>
          // Whether a link has a password is told to nobody who does not have it.
          isRefused && (
            <PasswordInput
              label="Password"
              description="Only if the link requires one; ask whoever sent it"
              value={password}
              error={errorOf('password')}
              onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            />
          )
        }
      </MutationForm>
    </AuthLayout>
  );
}

function addressOf({ resource, resourceId }: Opened): string {
  const folders = { CAMPAIGN: 'campaigns', IMPORT: 'imports', BRIEF: 'briefs' } as const;
  return `/${folders[resource]}/${encodeURIComponent(resourceId)}`;
}
