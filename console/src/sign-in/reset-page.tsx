import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import styles from '../session/session.module.css';
import { RESET_PASSWORD } from '../session/session-queries.ts';
import { AuthLayout } from './auth-layout.tsx';
import { MutationForm } from './mutation-form.tsx';
import { NewPasswordInput } from './new-password-input.tsx';

const route = getRouteApi('/reset');

/** Where the link of a mail leads by which a new password is set. */
export function ResetPage() {
  const { token } = route.useSearch();
  const [password, setPassword] = useState('');
  const [isDone, setIsDone] = useState(false);
  if (isDone) {
    return (
      <AuthLayout title="Password changed" lead="You were signed out on every device.">
        <Link to="/sign-in">Sign in</Link>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title="Set a new password" lead="It signs you out on every device.">
      <MutationForm
        mutation={RESET_PASSWORD}
        label="Set a new password"
        submit="Set password"
        className={styles.form}
        variables={() => ({ token, password })}
        errorsOf={({ resetPassword }) => resetPassword?.errors}
        onDone={() => setIsDone(true)}
      >
        {(errorOf) => (
          <NewPasswordInput
            label="New password"
            value={password}
            error={errorOf('password')}
            onChange={setPassword}
          />
        )}
      </MutationForm>
      <p className={styles.foot}>
        The link no longer works? <Link to="/forgot-password">Ask for another</Link>
      </p>
    </AuthLayout>
  );
}
