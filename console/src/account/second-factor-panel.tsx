import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import sessionStyles from '../session/session.module.css';
import type { Viewer } from '../session/session-queries.ts';
import styles from '../sharing/sharing.module.css';
import { CodeInput } from '../sign-in/code-form.tsx';
import { MutationForm } from '../sign-in/mutation-form.tsx';
import own from './account.module.css';
import {
  BEGIN_SECOND_FACTOR,
  CONFIRM_SECOND_FACTOR,
  CREATE_RECOVERY_CODES,
  REMOVE_SECOND_FACTOR,
} from './account-queries.ts';
import { QrCode } from './qr-code.tsx';

interface SecondFactorPanelProps {
  readonly state: NonNullable<Viewer['secondFactor']>;
  onChanged(): void;
}

/** Adds and removes one's second factor. */
export function SecondFactorPanel({ state, onChanged }: SecondFactorPanelProps) {
  const [codes, setCodes] = useState<readonly string[]>();
  const show = (made: readonly string[] | null | undefined) => {
    setCodes(made ?? undefined);
    onChanged();
  };
  return (
    <section className={styles.panel} aria-labelledby="second-factor">
      <h2 id="second-factor">Second factor</h2>
      <p>
        {state.isOn
          ? `You are asked for a code of your app when you sign in. ${state.recoveryCodeCount} recovery codes are left.`
          : 'A code of an authenticator app, which is asked for beside your password.'}
        {state.isRequired && ' Your organization asks for it in your role.'}
      </p>
      {codes !== undefined && <RecoveryCodes codes={codes} />}
      {state.isOn ? (
        <SecondFactorIsOn onCodes={show} onRemoved={onChanged} />
      ) : (
        <AddSecondFactor onCodes={show} />
      )}
    </section>
  );
}

function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <div role="status">
      <p>
        Keep these recovery codes where your phone is not. Each lets you in once, if you lose the phone. They
        are shown only once.
      </p>
      <ul className={own.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

function AddSecondFactor({ onCodes }: { onCodes(codes: readonly string[] | null | undefined): void }) {
  const [password, setPassword] = useState('');
  const [begun, setBegun] = useState<{ readonly secret: string; readonly uri: string }>();
  const [code, setCode] = useState('');
  if (begun === undefined) {
    return (
      <MutationForm
        mutation={BEGIN_SECOND_FACTOR}
        label="Add a second factor"
        submit="Add second factor"
        className={sessionStyles.form}
        variables={() => ({ password: password === '' ? null : password })}
        errorsOf={({ beginSecondFactor }) => beginSecondFactor?.errors}
        onDone={({ beginSecondFactor }) => {
          const { secret, uri } = beginSecondFactor ?? {};
          if (secret && uri) setBegun({ secret, uri });
        }}
      >
        {(errorOf) => (
          <PasswordInput
            label="Your password"
            description="Leave it empty if you sign in by a provider"
            autoComplete="current-password"
            value={password}
            error={errorOf('password')}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          />
        )}
      </MutationForm>
    );
  }
  return (
    <>
      <p>
        Scan this with your authenticator app, or type in <code className={own.secret}>{begun.secret}</code>.
        Then enter the code that it shows.
      </p>
      <QrCode text={begun.uri} label="QR code of the secret" />
      <MutationForm
        mutation={CONFIRM_SECOND_FACTOR}
        label="Confirm the second factor"
        submit="Turn on"
        className={sessionStyles.form}
        variables={() => ({ code })}
        errorsOf={({ confirmSecondFactor }) => confirmSecondFactor?.errors}
        onDone={({ confirmSecondFactor }) => onCodes(confirmSecondFactor?.recoveryCodes)}
      >
        {(errorOf) => <CodeInput value={code} error={errorOf('code')} onChange={setCode} />}
      </MutationForm>
    </>
  );
}

interface SecondFactorIsOnProps {
  onCodes(codes: readonly string[] | null | undefined): void;
  onRemoved(): void;
}

function SecondFactorIsOn({ onCodes, onRemoved }: SecondFactorIsOnProps) {
  const [newCode, setNewCode] = useState('');
  const [removeCode, setRemoveCode] = useState('');
  return (
    <>
      <MutationForm
        mutation={CREATE_RECOVERY_CODES}
        label="New recovery codes"
        submit="Make new recovery codes"
        variant="default"
        className={sessionStyles.form}
        variables={() => ({ code: newCode })}
        errorsOf={({ createRecoveryCodes }) => createRecoveryCodes?.errors}
        onDone={({ createRecoveryCodes }) => {
          setNewCode('');
          onCodes(createRecoveryCodes?.recoveryCodes);
        }}
      >
        {(errorOf) => <CodeInput value={newCode} error={errorOf('code')} onChange={setNewCode} />}
      </MutationForm>
      <MutationForm
        mutation={REMOVE_SECOND_FACTOR}
        label="Remove the second factor"
        submit="Turn off"
        color="red.9"
        className={sessionStyles.form}
        variables={() => ({ code: removeCode })}
        errorsOf={({ removeSecondFactor }) => removeSecondFactor?.errors}
        onDone={onRemoved}
      >
        {(errorOf) => <CodeInput value={removeCode} error={errorOf('code')} onChange={setRemoveCode} />}
      </MutationForm>
    </>
  );
}
