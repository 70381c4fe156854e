import { Link } from '@tanstack/react-router';
import { Failure } from '../shell/states.tsx';
import { AuthLayout } from './auth-layout.tsx';

/** Where a provider leads back to: seen only where it brought no tokens. */
export function SignedInPage() {
  return (
    <AuthLayout title="Not signed in" lead="The sign-in was not completed.">
      <Failure title="Sign-in failed" error="The identity provider returned no account. Sign in again." />
      <Link to="/sign-in">Sign in</Link>
    </AuthLayout>
  );
}
