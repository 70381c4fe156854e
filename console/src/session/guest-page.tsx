import { PasswordInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { ResultOf } from '../graph/graphql.ts';
import { keepCredentials } from './credentials.ts';
import { Door } from './door.tsx';
import { MutationForm } from './mutation-form.tsx';
import styles from './session.module.css';
import { OPEN_GUEST_LINK } from './session-queries.ts';

const route = getRouteApi('/guest');

type Opened = NonNullable<ResultOf<typeof OPEN_GUEST_LINK>['openGuestLink']['guestLink']>;

/** How long an access token is taken to be good; the server says when it is not any more. */
const GUEST_MILLISECONDS = 15 * 60_000;

/** Where a guest link leads: to its one resource and nothing else. */
export function GuestPage() {
  const { token } = route.useSearch();
  const navigate = route.useNavigate();
  const [password, setPassword] = useState('');
  const [wantsPassword, setWantsPassword] = useState(false);
  return (
    <Door title="Something was shared with you" lead="You see this one thing, and nothing else.">
      <MutationForm
        mutation={OPEN_GUEST_LINK}
        label="Open the link"
        submit="Open it"
        className={styles.form}
        variables={() => ({ token, password: password === '' ? null : password })}
        errorsOf={({ openGuestLink: { errors } }) => {
          if (errors.some(({ argument, message }) => argument === 'password' || /password/i.test(message)))
            setWantsPassword(true);
          return errors;
        }}
        onDone={({ openGuestLink: { accessToken, guestLink } }) => {
          if (accessToken === null || guestLink === null) return;
          const home = addressOf(guestLink);
          keepCredentials({
            kind: 'GUEST',
            accessToken,
            refreshToken: null,
            expiresAt: Date.now() + GUEST_MILLISECONDS,
            home,
          });
          void navigate({ href: home });
        }}
      >
        {(errorOf) =>
          wantsPassword && (
            <PasswordInput
              label="Password"
              description="Whoever sent the link knows it"
              value={password}
              error={errorOf('password')}
              onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            />
          )
        }
      </MutationForm>
    </Door>
  );
}

function addressOf({ resource, resourceId }: Opened): string {
  const folders = { CAMPAIGN: 'campaigns', IMPORT: 'imports', BRIEF: 'briefs' } as const;
  return `/${folders[resource]}/${encodeURIComponent(resourceId)}`;
}
