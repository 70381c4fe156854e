import { Link } from '@tanstack/react-router';
import { Failure } from '../shell/states.tsx';
import { Door } from './door.tsx';

/** Where a provider leads back to: seen only where it brought no tokens. */
export function SignedInPage() {
  return (
    <Door title="Not signed in" lead="Something went wrong on the way.">
      <Failure error="The provider sent nobody back. Begin again." />
      <Link to="/sign-in">Sign in</Link>
    </Door>
  );
}
