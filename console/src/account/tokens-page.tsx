import { Badge, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatAgo, formatDate } from '../format/times.ts';
import { useConnection } from '../graph/use-connection.ts';
import styles from '../sharing/sharing.module.css';
import { OneTimeSecret } from '../shell/one-time-secret.tsx';
import { PageHead } from '../shell/page-head.tsx';
import { ShowMore } from '../shell/show-more.tsx';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { ConfirmButton } from '../sign-in/confirm-button.tsx';
import { MutationForm } from '../sign-in/mutation-form.tsx';
import { type ApiToken, CREATE_TOKEN, REVOKE_TOKEN, type Scope, TOKENS } from './token-queries.ts';

const SCOPES: readonly { readonly scope: Scope; readonly means: string }[] = [
  { scope: 'READ', means: 'read' },
  { scope: 'IMPORT', means: 'import files' },
  { scope: 'BRIEF', means: 'write briefs' },
  { scope: 'EVENTS', means: 'send events' },
  { scope: 'SHARE', means: 'share' },
  { scope: 'ADMINISTER', means: 'manage people and departments' },
];

/** Tokens by which programs do what their person may. */
export function TokensPage() {
  const listing = useConnection({ query: TOKENS, variables: {}, select: (data) => data.apiTokens });
  const { rows: tokens, error, isLoading, retry, reload } = listing;
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['READ']);
  const [days, setDays] = useState('365');
  const [token, setToken] = useState<string>();
  return (
    <>
      <PageHead title="API tokens">
        For programs. A token has your permissions, limited to its scopes.
      </PageHead>
      <div className={styles.panels}>
        <section className={styles.panel} aria-labelledby="new-token">
          <h2 id="new-token">New token</h2>
          <MutationForm
            mutation={CREATE_TOKEN}
            label="New token"
            submit="Create token"
            className={styles.form}
            variables={() => ({
              name,
              scopes: [...scopes],
              expiresInDays: days === '' ? null : Number(days),
            })}
            errorsOf={({ createApiToken }) => createApiToken?.errors}
            onDone={({ createApiToken }) => {
              setToken(createApiToken?.token ?? undefined);
              setName('');
              reload();
            }}
          >
            {(errorOf) => (
              <>
                <div className={styles.fields}>
                  <TextInput
                    label="Name"
                    placeholder="the nightly import"
                    required
                    value={name}
                    error={errorOf('name')}
                    onChange={({ currentTarget }) => setName(currentTarget.value)}
                  />
                  <NativeSelect
                    label="Valid for"
                    value={days}
                    data={[
                      { value: '30', label: '30 days' },
                      { value: '365', label: 'a year' },
                      { value: '', label: 'until revoked' },
                    ]}
                    error={errorOf('expiresInDays')}
                    onChange={({ currentTarget }) => setDays(currentTarget.value)}
                  />
                </div>
                <Checkbox.Group
                  label="Scopes"
                  value={[...scopes]}
                  error={errorOf('scopes')}
                  onChange={(values) =>
                    setScopes(SCOPES.map(({ scope }) => scope).filter((scope) => values.includes(scope)))
                  }
                >
                  <div className={styles.choices}>
                    {SCOPES.map(({ scope, means }) => (
                      <Checkbox key={scope} value={scope} label={means} />
                    ))}
                  </div>
                </Checkbox.Group>
              </>
            )}
          </MutationForm>
          {token !== undefined && <OneTimeSecret label="The new token" value={token} />}
        </section>
        {error !== undefined && <Failure title="Tokens could not be loaded" error={error} onRetry={retry} />}
        {isLoading && tokens.length === 0 && <Waiting label="Loading tokens" heights={[60, 60]} />}
        {(tokens.length > 0 || (!isLoading && error === undefined)) && (
          <TokenList tokens={tokens} onChanged={reload} />
        )}
        <ShowMore listing={listing} />
      </div>
    </>
  );
}

function TokenList({ tokens, onChanged }: { readonly tokens: readonly ApiToken[]; onChanged(): void }) {
  if (tokens.length === 0)
    return <Empty title="No tokens yet">Create one for each program that imports or queries data.</Empty>;
  return (
    <section className={styles.panel} aria-labelledby="tokens">
      <h2 id="tokens">Your tokens</h2>
      <ul className={styles.list}>
        {tokens.map((token) => (
          <li key={token.id}>
            <span>
              <b>{token.name}</b>
              {stateOf(token) !== undefined && (
                <Badge variant="default" className={styles.state}>
                  {stateOf(token)}
                </Badge>
              )}
              <span className={styles.facts}>{describe(token)}</span>
            </span>
            {token.revokedAt === null && (
              <ConfirmButton
                mutation={REVOKE_TOKEN}
                variables={{ id: token.id }}
                label="Revoke"
                name={`Revoke ${token.name}`}
                question={`Revoke ${token.name}? Programs that use it lose access at once.`}
                errorsOf={({ revokeApiToken }) => revokeApiToken?.errors}
                onDone={onChanged}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function describe({ scopes, createdAt, lastUsedAt, expiresAt }: ApiToken): string {
  const may = SCOPES.filter(({ scope }) => scopes.includes(scope)).map(({ means }) => means);
  const used = lastUsedAt === null ? 'never used' : `last used ${formatAgo(lastUsedAt)}`;
  const until = expiresAt === null ? '' : `, valid until ${formatDate(expiresAt)}`;
  return `May ${may.join(', ')}. Made ${formatAgo(createdAt)}, ${used}${until}`;
}

function stateOf({ revokedAt, expiresAt }: ApiToken): string | undefined {
  if (revokedAt !== null) return 'Revoked';
  return expiresAt !== null && new Date(expiresAt).getTime() <= Date.now() ? 'Expired' : undefined;
}
