import { Badge, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { formatAgo, formatDate } from '../format/times.ts';
import { ConfirmButton } from '../session/confirm-button.tsx';
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
  const tokens = data?.apiTokens;
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['READ']);
  const [days, setDays] = useState('365');
  const [token, setToken] = useState<string>();
  const reload = () => ask({ requestPolicy: 'network-only' });
  return (
    <>
      <PageHead title="API tokens">For programs: a token may what you may, as far as its scopes go.</PageHead>
      <div className={styles.panels}>
        <section className={styles.panel} aria-labelledby="new-token">
          <h2 id="new-token">New token</h2>
          <MutationForm
            mutation={CREATE_TOKEN}
            label="New token"
            submit="Make the token"
            className={styles.form}
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
                <div className={styles.fields}>
                  <TextInput
                    label="What it is for"
                    placeholder="the nightly import"
                    required
                    value={name}
                    error={errorOf('name')}
                    onChange={({ currentTarget }) => setName(currentTarget.value)}
                  />
                  <NativeSelect
                    label="Good for"
                    value={days}
                    data={[
                      { value: '30', label: '30 days' },
                      { value: '365', label: 'a year' },
                      { value: '', label: 'as long as it is not revoked' },
                    ]}
                    error={errorOf('expiresInDays')}
                    onChange={({ currentTarget }) => setDays(currentTarget.value)}
                  />
                </div>
                <Checkbox.Group
                  label="It may"
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
          {token !== undefined && <OneTimeSecret label="The token" value={token} />}
        </section>
        {error !== undefined && <Failure error={error} onRetry={reload} />}
        {fetching && tokens === undefined && <Waiting label="Tokens are on their way" heights={[60, 60]} />}
        {tokens !== undefined && <TokenList tokens={tokens} onChanged={reload} />}
      </div>
    </>
  );
}

function TokenList({ tokens, onChanged }: { readonly tokens: readonly ApiToken[]; onChanged(): void }) {
  if (tokens.length === 0) return <Empty title="No token yet">Programs that import or query need one.</Empty>;
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
                question={`Make ${token.name} void? Programs that use it are refused at once.`}
                errorsOf={({ revokeApiToken }) => revokeApiToken.errors}
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
  const until = expiresAt === null ? '' : `, good until ${formatDate(expiresAt)}`;
  return `May ${may.join(', ')}. Made ${formatAgo(createdAt)}, ${used}${until}`;
}

function stateOf({ revokedAt, expiresAt }: ApiToken): string | undefined {
  if (revokedAt !== null) return 'Revoked';
  return expiresAt !== null && new Date(expiresAt).getTime() <= Date.now() ? 'Expired' : undefined;
}
