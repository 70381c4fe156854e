import { getRouteApi, Link, useLocation } from '@tanstack/react-router';
import { takeTokens } from '../session/access-token.ts';
import { Failure } from '../shell/states.tsx';
import { AuthLayout } from './auth-layout.tsx';
import { CodeForm } from './code-form.tsx';

const route = getRouteApi('/signed-in');

/** Where a provider leads back to: seen only where it brought no tokens. */
export function SignedInPage() {
  const { back } = route.useSearch();
  const navigate = route.useNavigate();
  const challenge = new URLSearchParams(useLocation({ select: ({ hash }) => hash })).get('challenge');
  if (challenge !== null) {
    return (
      <AuthLayout title="One more step" lead="Your account has a second factor.">
        <CodeForm
          challenge={challenge}
          onEnter={(tokens) => {
            takeTokens(tokens);
            void navigate({ href: back, replace: true });
          }}
        />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title="Not signed in" lead="The sign-in was not completed.">
      <Failure title="Sign-in failed" error="The identity provider returned no account. Sign in again." />
      <Link to="/sign-in">Sign in</Link>
    </AuthLayout>
  );
}
