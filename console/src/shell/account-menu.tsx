import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { CircleUserRound } from 'lucide-react';
import { useState } from 'react';
import type { CombinedError } from 'urql';
import { dropCredentials, readCredentials } from '../session/credentials.ts';
import { useOrganizationSwitch } from '../session/use-organization-switch.ts';
import { isAllowedSomewhere, useViewer } from '../session/use-viewer.ts';
import styles from './shell.module.css';
import { SignOutItems } from './sign-out-items.tsx';
import { Failure } from './states.tsx';

/** Who is signed in, what of the organization they may look after, their other organizations, and the way out. */
export function AccountMenu() {
  const viewer = useViewer();
  const navigate = useNavigate();
  const lookAt = useOrganizationSwitch();
  const [failure, setFailure] = useState<CombinedError | string>();
  if (viewer === undefined) return null;
  const { person, organization } = viewer;
  const organizations = viewer.organizations?.nodes ?? [];
  const credentials = readCredentials();
  const leave = async () => {
    dropCredentials();
    await navigate({ to: '/sign-in' });
  };
  const name = person?.name ?? 'Guest';
  return (
    <Menu
      classNames={{ item: styles.item }}
      position="bottom-end"
      width={250}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <UnstyledButton className={styles.account}>
          <CircleUserRound size={20} aria-hidden />
          <VisuallyHidden>Account: {name}, </VisuallyHidden>
          <span>{organization?.name ?? name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{person === null ? 'Guest' : `${name}, ${person.email}`}</Menu.Label>
        {isAllowedSomewhere(viewer, 'look') && (
          <Menu.Item component={Link} to="/people">
            People and departments
          </Menu.Item>
        )}
        {isAllowedSomewhere(viewer, 'look') && (
          <Menu.Item component={Link} to="/media-rates">
            Media rates
          </Menu.Item>
        )}
        {person !== null && (
          <Menu.Item component={Link} to="/tokens">
            API tokens
          </Menu.Item>
        )}
        {isAllowedSomewhere(viewer, 'administer') && (
          <Menu.Item component={Link} to="/audit">
            Audit log
          </Menu.Item>
        )}
        {organizations.length > 1 && (
          <>
            <Menu.Divider />
            <Menu.Label>Switch to</Menu.Label>
            {organizations.map(({ id, name: organizationName }) => (
              <Menu.Item
                key={id}
                disabled={id === organization?.id}
                closeMenuOnClick={false}
                onClick={async () => setFailure(await lookAt(id))}
              >
                {organizationName}
              </Menu.Item>
            ))}
          </>
        )}
        {failure !== undefined && <Failure title="Organization could not be switched" error={failure} />}
        {credentials?.kind === 'PERSON' && (
          <>
            {organizations.length <= 1 && <Menu.Divider />}
            <Menu.Item component={Link} to="/account">
              Your account
            </Menu.Item>
            <Menu.Item component={Link} to="/organizations/new">
              New organization
            </Menu.Item>
            <Menu.Divider />
            <SignOutItems />
          </>
        )}
        {credentials?.kind === 'GUEST' && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => void leave()}>Leave</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
