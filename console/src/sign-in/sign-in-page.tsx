import { PasswordInput, TextInput } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type TokenPair, takeTokens } from '../session/access-token.ts';
import { keepDevice, readDevice } from '../session/device.ts';
import styles from '../session/session.module.css';
import { SIGN_IN } from '../session/session-queries.ts';
import { AuthLayout } from './auth-layout.tsx';
import { CodeForm } from './code-form.tsx';
import { MutationForm } from './mutation-form.tsx';
import { ProviderLinks } from './provider-links.tsx';

const route = getRouteApi('/sign-in');

/** Lets in who has an account. */
export function SignInPage() {
  const { back } = route.useSearch();
  const navigate = route.useNavigate();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [challenge, setChallenge] = useState<string>();
  const enter = (tokens: TokenPair) => {
    takeTokens(tokens);
    void navigate({ href: back });
  };
  if (challenge !== undefined) {
    return (
      <AuthLayout title="One more step" lead="Your account has a second factor.">
        <CodeForm challenge={challenge} onEnter={enter} />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title="Sign in" lead="To your team's campaigns, imports and briefs.">
      <MutationForm
        mutation={SIGN_IN}
        label="Sign in"
        submit="Sign in"
        className={styles.form}
        variables={() => ({ email, password, device: readDevice() })}
        errorsOf={({ signIn }) => signIn?.errors}
        onDone={({ signIn }) => {
          keepDevice(signIn?.device);
          setChallenge(signIn?.challenge ?? undefined);
          if (signIn?.tokens) enter(signIn.tokens);
        }}
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
      <ProviderLinks back={back} invitation="" />
      <p className={styles.foot}>
        No account yet? <Link to="/sign-up">Make one</Link>. Forgot your password?{' '}
        <Link to="/forgot-password">Set a new one</Link>.
      </p>
    </AuthLayout>
  );
}
