import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import sessionStyles from '../session/session.module.css';
import styles from '../sharing/sharing.module.css';
import { MutationForm } from '../sign-in/mutation-form.tsx';
import { NewPasswordInput } from '../sign-in/new-password-input.tsx';
import { CHANGE_PASSWORD } from './account-queries.ts';

/** Changes one's password. */
export function PasswordPanel() {
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [isDone, setIsDone] = useState(false);
  return (
    <section className={styles.panel} aria-labelledby="password">
      <h2 id="password">Password</h2>
      <MutationForm
        mutation={CHANGE_PASSWORD}
        label="Change the password"
        submit="Change password"
        className={sessionStyles.form}
        variables={() => ({ currentPassword, newPassword })}
        errorsOf={({ changePassword }) => changePassword?.errors}
        onRefused={() => setIsDone(false)}
        onDone={() => {
          setCurrentPassword('');
          setNewPassword('');
          setIsDone(true);
        }}
      >
        {(errorOf) => (
          <>
            <PasswordInput
              label="Current password"
              autoComplete="current-password"
              required
              value={currentPassword}
              error={errorOf('currentPassword')}
              onChange={({ currentTarget }) => setCurrentPassword(currentTarget.value)}
            />
            <NewPasswordInput
              label="New password"
              value={newPassword}
              error={errorOf('newPassword')}
              onChange={setNewPassword}
            />
          </>
        )}
      </MutationForm>
      {isDone && <p role="status">Your password was changed, and your other sessions were ended.</p>}
    </section>
  );
}
