import { Link } from '@tanstack/react-router';
import { Failure } from '../shell/states.tsx';
import { AuthLayout } from './auth-layout.tsx';

/** Where a provider leads back to: seen only where it brought no tokens. */
export function SignedInPage() {
  return (
    <AuthLayout title="Not signed in" lead="Something went wrong on the way.">
      <Failure error="The provider sent nobody back. Begin again." />
      <Link to="/sign-in">Sign in</Link>
    </AuthLayout>
  );
}
