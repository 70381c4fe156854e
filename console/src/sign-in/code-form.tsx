import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TokenPair } from '../session/access-token.ts';
import { keepDevice } from '../session/device.ts';
import styles from '../session/session.module.css';
import { SIGN_IN_WITH_CODE } from '../session/session-queries.ts';
import { MutationForm } from './mutation-form.tsx';

interface CodeFormProps {
  /** What the first step of the sign-in gave. */
  readonly challenge: string;
  onEnter(tokens: TokenPair): void;
}

/** The second step of a sign-in, for whoever has a second factor. */
export function CodeForm({ challenge, onEnter }: CodeFormProps) {
  const [code, setCode] = useState('');
  return (
    <MutationForm
      mutation={SIGN_IN_WITH_CODE}
      label="Enter the code"
      submit="Sign in"
      className={styles.form}
      variables={() => ({ challenge, code })}
      errorsOf={({ signInWithCode }) => signInWithCode?.errors}
      onDone={({ signInWithCode }) => {
        keepDevice(signInWithCode?.device);
        if (signInWithCode?.tokens) onEnter(signInWithCode.tokens);
      }}
    >
      {(errorOf) => <CodeInput value={code} error={errorOf('code')} onChange={setCode} />}
    </MutationForm>
  );
}

interface CodeInputProps {
  readonly value: string;
  readonly error: string | undefined;
  onChange(value: string): void;
}

/** Where a code of the app is typed in, or a recovery code. */
export function CodeInput({ value, error, onChange }: CodeInputProps) {
  return (
    <TextInput
      label="Code"
      description="From your authenticator app, or a recovery code"
      autoComplete="one-time-code"
      required
      value={value}
      error={error}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
