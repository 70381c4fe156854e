import { PasswordInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { dropCredentials } from '../session/credentials.ts';
import sessionStyles from '../session/session.module.css';
import styles from '../sharing/sharing.module.css';
import { CodeInput } from '../sign-in/code-form.tsx';
import { MutationForm } from '../sign-in/mutation-form.tsx';
import { DELETE_ACCOUNT } from './account-queries.ts';

/** Deletes one's account, with password and code asked for again. */
export function DeleteAccountPanel({ hasSecondFactor }: { readonly hasSecondFactor: boolean }) {
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  return (
    <section className={styles.panel} aria-labelledby="delete-account">
      <h2 id="delete-account">Delete your account</h2>
      <p>
        At once, with your roles and API tokens. What you made for an organization stays there. This cannot be
        undone.
      </p>
      <MutationForm
        mutation={DELETE_ACCOUNT}
        label="Delete the account"
        submit="Delete account"
        color="red.9"
        className={sessionStyles.form}
        variables={() => ({ password: password === '' ? null : password, code: code === '' ? null : code })}
        errorsOf={({ deleteAccount }) => deleteAccount?.errors}
        onDone={() => {
          dropCredentials();
          void navigate({ to: '/sign-in' });
        }}
      >
        {(errorOf) => (
          <>
            <PasswordInput
              label="Password of the account"
              description="Leave it empty if you sign in by a provider"
              autoComplete="current-password"
              value={password}
              error={errorOf('password')}
              onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            />
            {hasSecondFactor && <CodeInput value={code} error={errorOf('code')} onChange={setCode} />}
          </>
        )}
      </MutationForm>
    </section>
  );
}
