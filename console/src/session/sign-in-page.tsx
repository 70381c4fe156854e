import { Button, PasswordInput, TextInput } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { readFact } from '../shell/facts.ts';
import { keepTokens, type TokenPair } from './access-token.ts';
import { Door } from './door.tsx';
import { MutationForm } from './mutation-form.tsx';
import styles from './session.module.css';
import { beginAnew } from './session-provider.tsx';
import { SIGN_IN } from './session-queries.ts';

const route = getRouteApi('/sign-in');

const PROVIDER_NAMES: Readonly<Record<string, string>> = { openid: 'your company', github: 'GitHub' };

/** Lets in who has an account. */
export function SignInPage() {
  const { back } = route.useSearch();
  const navigate = route.useNavigate();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const providers = readFact('sign-in')
    .split(',')
    .filter((name) => name !== '');
  const enter = (tokens: TokenPair) => {
    beginAnew();
    keepTokens(tokens);
    void navigate({ href: back });
  };
  return (
    <Door title="Sign in" lead="To your team's campaigns, imports and briefs.">
      <MutationForm
        mutation={SIGN_IN}
        label="Sign in"
        submit="Sign in"
        className={styles.form}
        variables={() => ({ email, password })}
        errorsOf={({ signIn }) => signIn.errors}
        onDone={({ signIn }) => signIn.tokens !== null && enter(signIn.tokens)}
      >
        {(errorOf) => (
          <>
            <TextInput
              label="E-mail"
              type="email"
              autoComplete="username"
              required
              value={email}
              error={errorOf('email')}
              onChange={({ currentTarget }) => setEmail(currentTarget.value)}
            />
            <PasswordInput
              label="Password"
              autoComplete="current-password"
              required
              value={password}
              error={errorOf('password')}
              onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            />
          </>
        )}
      </MutationForm>
      {providers.length > 0 && (
        <div className={styles.or}>
          {providers.map((name) => (
            <Button
              key={name}
              component="a"
              variant="default"
              href={`/auth/${name}?return=${encodeURIComponent(`${window.location.origin}/signed-in`)}`}
            >
              Sign in with {PROVIDER_NAMES[name] ?? name}
            </Button>
          ))}
        </div>
      )}
      <p className={styles.foot}>
        No account yet? <Link to="/sign-up">Make one</Link>
      </p>
    </Door>
  );
}
