import { Badge, NativeSelect, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { countOf, formatCount } from '../format/numbers.ts';
import { formatDate } from '../format/times.ts';
import type { VariablesOf } from '../graph/graphql.ts';
import type { Listing } from '../graph/use-connection.ts';
import { OneTimeSecret } from '../shell/one-time-secret.tsx';
import { readOneOf } from '../shell/search.ts';
import { ShowMore } from '../shell/show-more.tsx';
import { ConfirmButton } from '../sign-in/confirm-button.tsx';
import { MutationForm } from '../sign-in/mutation-form.tsx';
import { ACCESS_CHOICES, ACCESS_NAMES, ACCESSES, type Access } from './accesses.ts';
import styles from './sharing.module.css';
import { CREATE_GUEST_LINK, type GuestLink, REVOKE_GUEST_LINK } from './sharing-queries.ts';

interface GuestLinkPanelProps {
  readonly resource: VariablesOf<typeof CREATE_GUEST_LINK>['resource'];
  readonly id: string;
  readonly listing: Listing<GuestLink>;
}

/** How often a link may be opened; empty: as often as it is wanted. */
const USES = ['', '1', '5', '25', '100'] as const;

const DAYS = ['1', '7', '30', '90', '365'] as const;

/** Links for people who have no account. */
export function GuestLinkPanel({ resource, id, listing }: GuestLinkPanelProps) {
  const { rows: links, reload } = listing;
  const [access, setAccess] = useState<Access>('VIEW');
  const [days, setDays] = useState<(typeof DAYS)[number]>('30');
  const [uses, setUses] = useState<(typeof USES)[number]>('');
  const [password, setPassword] = useState('');
  const [link, setLink] = useState<string>();
  return (
    <section className={styles.panel} aria-labelledby="guest-links">
      <div>
        <h2 id="guest-links">Guest links</h2>
        <p className={styles.lead}>For people without an account. A link gives access to this item only.</p>
      </div>
      <MutationForm
        mutation={CREATE_GUEST_LINK}
        label="Create a guest link"
        submit="Create link"
        className={styles.inline}
        variables={() => ({
          resource,
          id,
          access,
          expiresInDays: Number(days),
          maxUses: uses === '' ? null : Number(uses),
          password: password === '' ? null : password,
        })}
        errorsOf={({ createGuestLink }) => createGuestLink?.errors}
        onDone={({ createGuestLink }) => {
          setLink(createGuestLink?.link ?? undefined);
          setPassword('');
          reload();
        }}
      >
        {(errorOf) => (
          <>
            <NativeSelect
              label="Guest access"
              value={access}
              data={ACCESS_CHOICES}
              onChange={({ currentTarget }) => setAccess(readOneOf(ACCESSES, currentTarget.value, access))}
            />
            <NativeSelect
              label="Valid for"
              value={days}
              data={DAYS.map((value) => ({ value, label: value === '1' ? '1 day' : `${value} days` }))}
              onChange={({ currentTarget }) => setDays(readOneOf(DAYS, currentTarget.value, days))}
            />
            <NativeSelect
              label="Uses"
              value={uses}
              data={USES.map((value) => ({
                value,
                label: value === '' ? 'unlimited' : `at most ${countOf(Number(value), 'time')}`,
              }))}
              onChange={({ currentTarget }) => setUses(readOneOf(USES, currentTarget.value, uses))}
            />
            <PasswordInput
              label="Password"
              placeholder="optional, at least 12 characters"
              autoComplete="new-password"
              value={password}
              error={errorOf('password')}
              onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            />
          </>
        )}
      </MutationForm>
      {link !== undefined && <OneTimeSecret label="The guest link" value={link} />}
      {links.length > 0 && (
        <ul className={styles.list}>
          {links.map((guest) => (
            <li key={guest.id}>
              <span>
                <b>May {ACCESS_NAMES[guest.access]}</b>
                {stateOf(guest) !== undefined && (
                  <Badge variant="default" className={styles.state}>
                    {stateOf(guest)}
                  </Badge>
                )}
                <span className={styles.facts}>
                  Until {formatDate(guest.expiresAt)}, opened {countOf(guest.useCount, 'time')}
                  {guest.maxUses !== null && ` of ${formatCount(guest.maxUses)}`}
                  {guest.hasPassword && ', with a password'}
                </span>
              </span>
              {guest.revokedAt === null && (
                <ConfirmButton
                  mutation={REVOKE_GUEST_LINK}
                  variables={{ id: guest.id }}
                  label="Revoke"
                  name={`Revoke the link valid until ${formatDate(guest.expiresAt)}`}
                  question="Revoke this link? Everyone using it loses access at once."
                  errorsOf={({ revokeGuestLink }) => revokeGuestLink?.errors}
                  onDone={reload}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <ShowMore listing={listing} />
    </section>
  );
}

/** What a link that opens nothing any more came to. */
function stateOf({ revokedAt, expiresAt, useCount, maxUses }: GuestLink): string | undefined {
  if (revokedAt !== null) return 'Revoked';
  if (new Date(expiresAt).getTime() <= Date.now()) return 'Expired';
  return maxUses !== null && useCount >= maxUses ? 'Used up' : undefined;
}
