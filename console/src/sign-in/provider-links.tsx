import { Button } from '@mantine/core';
import styles from '../session/session.module.css';
import { readFact } from '../shell/facts.ts';

const PROVIDER_NAMES: Readonly<Record<string, string>> = { openid: 'your company', github: 'GitHub' };

interface ProviderLinksProps {
  /** Where to go when one is in. */
  readonly back: string;
  /** The token of an invitation, or empty. */
  readonly invitation: string;
}

/** The ways in by somebody else's sign-in, where the server has some. */
export function ProviderLinks({ back, invitation }: ProviderLinksProps) {
  const providers = readFact('sign-in')
    .split(',')
    .filter((name) => name !== '');
  if (providers.length === 0) return null;
  return (
    <div className={styles.or}>
      {providers.map((name) => (
        <Button key={name} component="a" variant="default" href={addressOf(name, back, invitation)}>
          Continue with {PROVIDER_NAMES[name] ?? name}
        </Button>
      ))}
    </div>
  );
}

function addressOf(provider: string, back: string, invitation: string): string {
  const home = new URL('/signed-in', window.location.origin);
  if (back !== '/') home.searchParams.set('back', back);
  const query = new URLSearchParams({ return: home.href });
  if (invitation !== '') query.set('invitation', invitation);
  return `/auth/${encodeURIComponent(provider)}?${query}`;
}
