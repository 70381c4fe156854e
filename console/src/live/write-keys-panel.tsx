import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { formatAgo, formatTime } from '../format/times.ts';
import sharing from '../sharing/sharing.module.css';
import { Failure } from '../shell/states.tsx';
import { ConfirmButton } from '../sign-in/confirm-button.tsx';
import { MutationForm } from '../sign-in/mutation-form.tsx';
import { CopyableCode } from './copyable-code.tsx';
import styles from './live.module.css';
import {
  CREATE_WRITE_KEY,
  DELETE_WRITE_KEY,
  ROTATE_WRITE_KEY,
  WRITE_KEYS,
  type WriteKey,
} from './live-queries.ts';
import { sendByPage } from './sending.ts';

/** Leads to the panel. */
export const WRITE_KEYS_ID = 'write-keys';

/** Keys by which pages send events of a campaign. */
export function WriteKeysPanel({ campaignId }: { readonly campaignId: string }) {
  const [{ data, error }, ask] = useQuery({ query: WRITE_KEYS, variables: { campaignId } });
  const [origins, setOrigins] = useState('');
  const reload = () => ask({ requestPolicy: 'network-only' });
  const keys = data?.writeKeys ?? [];
  return (
    <section className={sharing.panel} aria-labelledby={WRITE_KEYS_ID}>
      <div>
        <h2 id={WRITE_KEYS_ID}>Public write keys</h2>
        <p className={sharing.lead}>
          For pages that send events. A key is no secret: whoever sees the page sees it, and can forge events.
          What comes with it is counted apart.
        </p>
      </div>
      <MutationForm
        mutation={CREATE_WRITE_KEY}
        label="Create a write key"
        submit="Create key"
        className={sharing.inline}
        variables={() => ({ campaignId, origins: origins.split(/[\s,]+/).filter((origin) => origin !== '') })}
        errorsOf={({ createWriteKey }) => createWriteKey?.errors}
        onDone={() => {
          setOrigins('');
          reload();
        }}
      >
        {(errorOf) => (
          <TextInput
            label="Web origins that may send"
            placeholder="any; or https://shop.example.com, …"
            value={origins}
            error={errorOf('origins')}
            onChange={({ currentTarget }) => setOrigins(currentTarget.value)}
          />
        )}
      </MutationForm>
      {error !== undefined && (
        <Failure title="Write keys could not be loaded" error={error} onRetry={reload} />
      )}
      {keys.length > 0 && (
        <ul className={sharing.list}>
          {keys.map((key) => (
            <li key={key.id} className={styles.key}>
              <span>
                <code>{key.key}</code>
                <span className={sharing.facts}>{describe(key)}</span>
              </span>
              <span className={styles.acts}>
                {key.expiresAt === null && (
                  <ConfirmButton
                    mutation={ROTATE_WRITE_KEY}
                    variables={{ id: key.id }}
                    label="Replace"
                    name={`Replace ${key.key}`}
                    question="Make another key? This one stays good for a day."
                    errorsOf={({ rotateWriteKey }) => rotateWriteKey?.errors}
                    onDone={reload}
                  />
                )}
                <ConfirmButton
                  mutation={DELETE_WRITE_KEY}
                  variables={{ id: key.id }}
                  label="Revoke"
                  name={`Revoke ${key.key}`}
                  question="Revoke this key? Pages that use it send nothing any more."
                  errorsOf={({ deleteWriteKey }) => deleteWriteKey?.errors}
                  onDone={reload}
                />
              </span>
              <details className={styles.snippet}>
                <summary>Snippet for a page</summary>
                <CopyableCode
                  label={`the snippet with ${key.key}`}
                  code={sendByPage(key.key, window.location.origin)}
                />
              </details>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function describe({ origins, createdAt, expiresAt }: WriteKey): string {
  const from = origins.length === 0 ? 'From any page' : `From ${origins.join(', ')}`;
  const until = expiresAt === null ? '' : `, replaced: good until ${formatTime(expiresAt)}`;
  return `${from}. Made ${formatAgo(createdAt)}${until}`;
}
