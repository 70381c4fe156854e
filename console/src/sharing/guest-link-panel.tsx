import { Button, NativeSelect, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { formatCount } from '../format/numbers.ts';
import { formatDate } from '../format/times.ts';
import type { VariablesOf } from '../graph/graphql.ts';
import { MutationForm } from '../session/mutation-form.tsx';
import { OneTimeSecret } from '../shell/one-time-secret.tsx';
import { readOneOf } from '../shell/search.ts';
import { ACCESS_CHOICES, ACCESS_NAMES, ACCESSES, type Access } from './accesses.ts';
import styles from './sharing.module.css';
import { CREATE_GUEST_LINK, REVOKE_GUEST_LINK, type Shared } from './sharing-queries.ts';

interface GuestLinkPanelProps {
  readonly resource: VariablesOf<typeof CREATE_GUEST_LINK>['resource'];
  readonly id: string;
  readonly links: Shared['guestLinks'];
  onChanged(): void;
}

const DAYS = ['1', '7', '30', '90', '365'] as const;

/** Links for people who have no account. */
export function GuestLinkPanel({ resource, id, links, onChanged }: GuestLinkPanelProps) {
  const [access, setAccess] = useState<Access>('VIEW');
  const [days, setDays] = useState<(typeof DAYS)[number]>('30');
  const [password, setPassword] = useState('');
  const [link, setLink] = useState<string>();
  const [, revoke] = useMutation(REVOKE_GUEST_LINK);
  return (
    <section className={styles.panel} aria-labelledby="guest-links">
      <h2 id="guest-links">Guest links</h2>
      <MutationForm
        mutation={CREATE_GUEST_LINK}
        label="Make a guest link"
        submit="Make a link"
        className={styles.inline}
        variables={() => ({
          resource,
          id,
          access,
          expiresInDays: Number(days),
          password: password === '' ? null : password,
        })}
        errorsOf={({ createGuestLink }) => createGuestLink.errors}
        onDone={({ createGuestLink }) => {
          setLink(createGuestLink.link ?? undefined);
          setPassword('');
          onChanged();
        }}
      >
        {(errorOf) => (
          <>
            <NativeSelect
              label="Whoever has it may"
              value={access}
              data={ACCESS_CHOICES}
              onChange={({ currentTarget }) => setAccess(readOneOf(ACCESSES, currentTarget.value, access))}
            />
            <NativeSelect
              label="For"
              value={days}
              data={DAYS.map((value) => ({ value, label: value === '1' ? '1 day' : `${value} days` }))}
              onChange={({ currentTarget }) => setDays(readOneOf(DAYS, currentTarget.value, days))}
            />
            <PasswordInput
              label="Password"
              placeholder="none"
              autoComplete="new-password"
              value={password}
              error={errorOf('password')}
              onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            />
          </>
        )}
      </MutationForm>
      {link !== undefined && <OneTimeSecret label="The link" value={link} />}
      {links.length > 0 && (
        <ul className={styles.list}>
          {links.map((guest) => (
            <li key={guest.id}>
              <span>
                Whoever has it may {ACCESS_NAMES[guest.access]}, until {formatDate(guest.expiresAt)}
                {guest.hasPassword && ', with a password'}; opened {formatCount(guest.uses)} times
                {guest.revokedAt !== null && '; revoked'}
              </span>
              {guest.revokedAt === null && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => void revoke({ id: guest.id }).then(onChanged)}
                >
                  Revoke
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
