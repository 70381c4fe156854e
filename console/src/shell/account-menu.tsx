import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { CircleUserRound } from 'lucide-react';
import { useClient } from 'urql';
import { keepTokens } from '../session/access-token.ts';
import { dropCredentials, readCredentials } from '../session/credentials.ts';
import { beginAnew } from '../session/session-provider.tsx';
import { SIGN_OUT, SWITCH_ORGANIZATION } from '../session/session-queries.ts';
import { maySomewhere, useViewer } from '../session/use-viewer.ts';
import styles from './shell.module.css';

/** Who is signed in, what of the organization they may look after, and the way out. */
export function AccountMenu() {
  const viewer = useViewer();
  const client = useClient();
  const navigate = useNavigate();
  if (viewer === undefined) return null;
  const { person, organization, organizations } = viewer;
  const leave = async () => {
    if (readCredentials()?.kind === 'PERSON') await client.mutation(SIGN_OUT, {}).toPromise();
    dropCredentials();
    await navigate({ to: '/sign-in' });
  };
  const look = async (organizationId: string) => {
    const { data } = await client.mutation(SWITCH_ORGANIZATION, { organizationId }).toPromise();
    const tokens = data?.switchOrganization.tokens;
    if (tokens === undefined || tokens === null) return;
    beginAnew();
    keepTokens(tokens);
    await navigate({ to: '/' });
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
        <Menu.Label>{person === null ? 'By a guest link' : `${name}, ${person.email}`}</Menu.Label>
        {maySomewhere(viewer, 'look') && (
          <Menu.Item component={Link} to="/people">
            People and departments
          </Menu.Item>
        )}
        {person !== null && (
          <Menu.Item component={Link} to="/tokens">
            API tokens
          </Menu.Item>
        )}
        {maySomewhere(viewer, 'administer') && (
          <Menu.Item component={Link} to="/audit">
            Audit log
          </Menu.Item>
        )}
        {organizations.length > 1 && (
          <>
            <Menu.Divider />
            <Menu.Label>Look at</Menu.Label>
            {organizations.map(({ id, name: organizationName }) => (
              <Menu.Item key={id} disabled={id === organization?.id} onClick={() => void look(id)}>
                {organizationName}
              </Menu.Item>
            ))}
          </>
        )}
        {readCredentials() !== undefined && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => void leave()}>{person === null ? 'Leave' : 'Sign out'}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
