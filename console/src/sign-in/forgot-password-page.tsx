import { TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import styles from '../session/session.module.css';
import { REQUEST_RESET } from '../session/session-queries.ts';
import { AuthLayout } from './auth-layout.tsx';
import { MutationForm } from './mutation-form.tsx';

/** Has a link mailed by which a new password is set. */
export function ForgotPasswordPage() {
  const [email, setEmail] = useState('');
  const [isSent, setIsSent] = useState(false);
  if (isSent) {
    return (
      <AuthLayout title="Check your e-mail" lead={`If ${email} has an account, we sent it a link.`}>
        <p className={styles.foot}>
          It works once, within 30 minutes. If this server sends no mail, its operator finds the link in the
          server log.
        </p>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title="Forgot your password?" lead="We mail you a link to set a new one.">
      <MutationForm
        mutation={REQUEST_RESET}
        label="Ask for a link"
        submit="Send link"
        className={styles.form}
        variables={() => ({ email })}
        errorsOf={({ requestPasswordReset }) => requestPasswordReset?.errors}
        onDone={() => setIsSent(true)}
      >
        {(errorOf) => (
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            required
            value={email}
            error={errorOf('email')}
            onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          />
        )}
      </MutationForm>
      <p className={styles.foot}>
        <Link to="/sign-in">Back to sign-in</Link>
      </p>
    </AuthLayout>
  );
}
