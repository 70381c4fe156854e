import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { formatAgo, formatDate } from '../format/times.ts';
import { MutationForm } from '../session/mutation-form.tsx';
import styles from '../sharing/sharing.module.css';
import { OneTimeSecret } from '../shell/one-time-secret.tsx';
import { PageHead } from '../shell/page-head.tsx';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { type ApiToken, CREATE_TOKEN, REVOKE_TOKEN, type Scope, TOKENS } from './token-queries.ts';

const SCOPES: readonly { readonly scope: Scope; readonly means: string }[] = [
  { scope: 'READ', means: 'read' },
  { scope: 'IMPORT', means: 'import files' },
  { scope: 'BRIEF', means: 'write briefs' },
  { scope: 'SHARE', means: 'share' },
  { scope: 'ADMINISTER', means: 'look after people and departments' },
];

/** Tokens by which programs do what their person may. */
export function TokensPage() {
  const [{ data, error, fetching }, ask] = useQuery({ query: TOKENS });
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['READ']);
  const [days, setDays] = useState('');
  const [token, setToken] = useState<string>();
  const reload = () => ask({ requestPolicy: 'network-only' });
  return (
    <>
      <PageHead title="API tokens">For programs: a token may what you may, as far as its scopes go.</PageHead>
      <div className={styles.panels}>
        <section className={styles.panel} aria-label="New token">
          <MutationForm
            mutation={CREATE_TOKEN}
            label="New token"
            submit="Make a token"
            className={styles.inline}
            variables={() => ({
              name,
              scopes: [...scopes],
              expiresInDays: days === '' ? null : Number(days),
            })}
            errorsOf={({ createApiToken }) => createApiToken.errors}
            onDone={({ createApiToken }) => {
              setToken(createApiToken.token ?? undefined);
              setName('');
              reload();
            }}
          >
            {(errorOf) => (
              <>
                <TextInput
                  label="What it is for"
                  required
                  value={name}
                  error={errorOf('name')}
                  onChange={({ currentTarget }) => setName(currentTarget.value)}
                />
                <NativeSelect
                  label="Good for"
                  value={days}
                  data={[
                    { value: '', label: 'until it is revoked' },
                    { value: '30', label: '30 days' },
                    { value: '365', label: 'a year' },
                  ]}
                  error={errorOf('expiresInDays')}
                  onChange={({ currentTarget }) => setDays(currentTarget.value)}
                />
                <Checkbox.Group
                  label="It may"
                  value={[...scopes]}
                  error={errorOf('scopes')}
                  onChange={(values) =>
                    setScopes(SCOPES.map(({ scope }) => scope).filter((scope) => values.includes(scope)))
                  }
                >
                  {SCOPES.map(({ scope, means }) => (
                    <Checkbox key={scope} value={scope} label={means} mt={6} />
                  ))}
                </Checkbox.Group>
              </>
            )}
          </MutationForm>
          {token !== undefined && <OneTimeSecret label="The token" value={token} />}
        </section>
        {error !== undefined && <Failure error={error} onRetry={reload} />}
        {fetching && data === undefined && <Waiting label="Tokens are on their way" heights={[60, 60]} />}
        {data !== undefined && <TokenList tokens={data.apiTokens} onChanged={reload} />}
      </div>
    </>
  );
}

function TokenList({ tokens, onChanged }: { readonly tokens: readonly ApiToken[]; onChanged(): void }) {
  const [, revoke] = useMutation(REVOKE_TOKEN);
  if (tokens.length === 0) return <Empty title="No token yet">Programs that import or query need one.</Empty>;
  return (
    <section className={styles.panel} aria-label="Tokens">
      <ul className={styles.list}>
        {tokens.map(({ id, name, scopes, createdAt, expiresAt, lastUsedAt, revokedAt }) => (
          <li key={id}>
            <span>
              <b>{name}</b>: {scopes.join(', ')}. Made {formatAgo(createdAt)}
              {lastUsedAt === null ? ', never used' : `, last used ${formatAgo(lastUsedAt)}`}
              {expiresAt !== null && `, good until ${formatDate(expiresAt)}`}
              {revokedAt !== null && ', revoked'}
            </span>
            {revokedAt === null && (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={`Revoke ${name}`}
                onClick={() => void revoke({ id }).then(onChanged)}
              >
                Revoke
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
