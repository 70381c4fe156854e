import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { takeTokens } from '../session/access-token.ts';
import styles from '../session/session.module.css';
import { CONFIRM } from '../session/session-queries.ts';
import { AuthLayout } from './auth-layout.tsx';
import { MutationForm } from './mutation-form.tsx';
import { NewPasswordInput } from './new-password-input.tsx';

const route = getRouteApi('/confirm');

/** Where the link of a mail leads: whoever opens it chooses the password, not whoever asked for the account. */
export function ConfirmPage() {
  const { token } = route.useSearch();
  const navigate = route.useNavigate();
  const [password, setPassword] = useState('');
  return (
    <AuthLayout title="Welcome to Marquee" lead="Choose a password to create your account.">
      <MutationForm
        mutation={CONFIRM}
        label="Confirm the account"
        submit="Create account and sign in"
        className={styles.form}
        variables={() => ({ token, password })}
        errorsOf={({ confirmSignUp }) => confirmSignUp?.errors}
        onDone={({ confirmSignUp }) => {
          const tokens = confirmSignUp?.tokens;
          if (!tokens) return;
          takeTokens(tokens);
          void navigate({ to: '/' });
        }}
      >
        {(errorOf) => (
          <NewPasswordInput
            label="Password"
            value={password}
            error={errorOf('password')}
            onChange={setPassword}
          />
        )}
      </MutationForm>
    </AuthLayout>
  );
}
