import { getRouteApi, Link } from '@tanstack/react-router';
import { takeTokens } from '../session/access-token.ts';
import { readCredentials } from '../session/credentials.ts';
import styles from '../session/session.module.css';
import { ACCEPT_INVITATION } from '../session/session-queries.ts';
import { ButtonLink } from '../shell/button-link.tsx';
import { AuthLayout } from './auth-layout.tsx';
import { MutationForm } from './mutation-form.tsx';

const route = getRouteApi('/invitation');

/** Where an invitation leads: into its organization, with the account that one has or with a new one. */
export function InvitationPage() {
  const { token } = route.useSearch();
  const navigate = route.useNavigate();
  const isSignedIn = readCredentials()?.kind === 'PERSON';
  return (
    <AuthLayout title="You are invited" lead="Join a team on Marquee.">
      {isSignedIn ? (
        <MutationForm
          mutation={ACCEPT_INVITATION}
          label="Accept the invitation"
          submit="Accept"
          className={styles.form}
          variables={() => ({ token })}
          errorsOf={({ acceptInvitation }) => acceptInvitation?.errors}
          onDone={({ acceptInvitation }) => {
            const tokens = acceptInvitation?.tokens;
            if (!tokens) return;
            takeTokens(tokens);
            void navigate({ to: '/' });
          }}
        />
      ) : (
        <>
          <ButtonLink to="/sign-up" search={{ invitation: token }}>
            Create an account
          </ButtonLink>
          <p className={styles.foot}>
            Already have an account?{' '}
            <Link to="/sign-in" search={{ back: `/invitation?token=${encodeURIComponent(token)}` }}>
              Sign in and accept
            </Link>
          </p>
        </>
      )}
    </AuthLayout>
  );
}
