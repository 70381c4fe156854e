import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatDate } from '../format/times.ts';
import { useConnection } from '../graph/use-connection.ts';
import type { Viewer } from '../session/session-queries.ts';
import { ROLES, type Role, roleIn, rolesUpTo } from '../session/use-viewer.ts';
import { OneTimeSecret } from '../shell/one-time-secret.tsx';
import { readOneOf } from '../shell/search.ts';
import { ShowMore } from '../shell/show-more.tsx';
import { ConfirmButton } from '../sign-in/confirm-button.tsx';
import { MutationForm } from '../sign-in/mutation-form.tsx';
import styles from './people.module.css';
import { type Department, INVITATIONS, INVITE, REVOKE_INVITATION } from './people-queries.ts';
import { ROLE_NAMES, roleChoices } from './roles.ts';
import { pathOf } from './use-departments.ts';

interface InvitePanelProps {
  readonly viewer: Viewer;
  readonly organization: string;
  readonly selected: string;
  readonly departments: readonly Department[];
}

/** Offers a role in the selected department by a link, and shows the offers that are open. */
export function InvitePanel({ viewer, organization, selected, departments }: InvitePanelProps) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('CONTRIBUTOR');
  const [link, setLink] = useState<string>();
  const listing = useConnection({
    query: INVITATIONS,
    variables: {},
    select: (data) => data.invitations,
  });
  const { rows: invitations, reload } = listing;
  const departmentId = selected === '' ? null : selected;
  return (
    <section className={styles.panel} aria-labelledby="invite">
      <h2 id="invite">Invite to {pathOf(departmentId, departments, organization)}</h2>
      <MutationForm
        mutation={INVITE}
        label="Invite"
        submit="Create link"
        className={styles.inline}
        variables={() => ({
          role,
          departmentId,
          email: email.trim() === '' ? null : email.trim(),
        })}
        errorsOf={({ inviteMember }) => inviteMember?.errors}
        onDone={({ inviteMember }) => {
          setLink(inviteMember?.link ?? undefined);
          setEmail('');
          reload();
        }}
      >
        {(errorOf) => (
          <>
            <TextInput
              label="E-mail"
              type="email"
              placeholder="anyone with the link"
              value={email}
              error={errorOf('email')}
              onChange={({ currentTarget }) => setEmail(currentTarget.value)}
            />
            <NativeSelect
              label="Role"
              value={role}
              data={roleChoices(rolesUpTo(roleIn(viewer, departmentId, departments)))}
              error={errorOf('role')}
              onChange={({ currentTarget }) => setRole(readOneOf(ROLES, currentTarget.value, role))}
            />
          </>
        )}
      </MutationForm>
      {link !== undefined && <OneTimeSecret label="The invitation link" value={link} />}
      {invitations.length > 0 && (
        <ul className={styles.members} aria-label="Open invitations">
          {invitations.map((invitation) => (
            <li key={invitation.id} className={styles.offer}>
              <span>
                <b>{invitation.email ?? 'Anyone with the link'}</b>
                <span className={styles.email}>
                  {ROLE_NAMES[invitation.role]}, {pathOf(invitation.departmentId, departments, organization)},
                  until {formatDate(invitation.expiresAt)}
                </span>
              </span>
              <ConfirmButton
                mutation={REVOKE_INVITATION}
                variables={{ id: invitation.id }}
                label="Revoke"
                name={`Revoke the invitation of ${invitation.email ?? 'anyone with the link'}`}
                question="Revoke this invitation?"
                errorsOf={({ revokeInvitation }) => revokeInvitation?.errors}
                onDone={reload}
              />
            </li>
          ))}
        </ul>
      )}
      <ShowMore listing={listing} />
    </section>
  );
}
