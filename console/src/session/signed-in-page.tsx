import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Failure, Waiting } from '../shell/states.tsx';
import { keepTokens } from './access-token.ts';
import { Door } from './door.tsx';
import { beginAnew } from './session-provider.tsx';

const route = getRouteApi('/signed-in');

/** Where a provider leads back to, with the tokens behind the #. */
export function SignedInPage() {
  const { back } = route.useSearch();
  const navigate = route.useNavigate();
  const [isMissing, setIsMissing] = useState(false);
  useEffect(() => {
    const facts = new URLSearchParams(window.location.hash.slice(1));
    const accessToken = facts.get('accessToken');
    const refreshToken = facts.get('refreshToken');
    if (accessToken === null || refreshToken === null) {
      setIsMissing(true);
      return;
    }
    beginAnew();
    keepTokens({ accessToken, refreshToken, expiresInSeconds: Number(facts.get('expiresInSeconds')) });
    void navigate({ href: back, replace: true });
  }, [navigate, back]);
  return (
    <Door title="Signing in" lead="A moment.">
      {isMissing ? (
        <>
          <Failure error="The provider sent nobody back. Begin again." />
          <Link to="/sign-in">Sign in</Link>
        </>
      ) : (
        <Waiting label="Signing in" heights={[40]} />
      )}
    </Door>
  );
}
