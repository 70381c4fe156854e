import { useQuery } from 'urql';
import { readCredentials } from '../session/credentials.ts';
import { VIEWER } from '../session/session-queries.ts';
import styles from '../sharing/sharing.module.css';
import { PageHead } from '../shell/page-head.tsx';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { DeleteAccountPanel } from './delete-account-panel.tsx';
import { PasswordPanel } from './password-panel.tsx';
import { SecondFactorPanel } from './second-factor-panel.tsx';

/** One's own password and second factor. */
export function AccountPage() {
  return (
    <>
      <PageHead title="Your account">Your password, and what protects your account beyond it.</PageHead>
      {readCredentials()?.kind === 'PERSON' ? (
        <Account />
      ) : (
        <Empty title="You need an account">Without signing in, there is nothing to protect here.</Empty>
      )}
    </>
  );
}

function Account() {
  const [{ data, error, fetching }, askAgain] = useQuery({ query: VIEWER });
  const reload = () => askAgain({ requestPolicy: 'network-only' });
  const secondFactor = data?.viewer.secondFactor;
  return (
    <div className={styles.panels}>
      {error !== undefined && <Failure title="Account could not be loaded" error={error} onRetry={reload} />}
      {fetching && data === undefined && <Waiting label="Loading the account" heights={[200, 200]} />}
      <PasswordPanel />
      {secondFactor && (
        <>
          <SecondFactorPanel state={secondFactor} onChanged={reload} />
          <DeleteAccountPanel hasSecondFactor={secondFactor.isOn} />
        </>
      )}
    </div>
  );
}
