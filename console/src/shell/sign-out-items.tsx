import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { dropCredentials } from '../session/credentials.ts';
import { SIGN_OUT } from '../session/session-queries.ts';
import { Failure } from './states.tsx';

/** The ways out of the menu for a person: of this browser, and, when asked a second time, of every device. */
export function SignOutItems() {
  const client = useClient();
  const navigate = useNavigate();
  const questionId = useId();
  const [isAsked, setIsAsked] = useState(false);
  const [failure, setFailure] = useState<CombinedError | string>();
  const leave = async (everywhere: boolean) => {
    const { data, error } = await client.mutation(SIGN_OUT, { everywhere }).toPromise();
    const fault = error ?? data?.signOut?.errors[0]?.message;
    // This browser forgets its tokens in any case; that other devices are out is said only when they are.
    if (everywhere && fault !== undefined) {
      setFailure(fault);
      setIsAsked(false);
      return;
    }
    dropCredentials();
    await navigate({ to: '/sign-in' });
  };
  return (
    <>
      {failure !== undefined && <Failure title="Sign-out failed" error={failure} />}
      {isAsked ? (
        <>
          <Menu.Label id={questionId}>Sign out on all devices, including this one?</Menu.Label>
          <Menu.Item
            ref={focus}
            aria-describedby={questionId}
            closeMenuOnClick={false}
            onClick={() => void leave(true)}
          >
            Sign out everywhere
          </Menu.Item>
          <Menu.Item closeMenuOnClick={false} onClick={() => setIsAsked(false)}>
            Cancel
          </Menu.Item>
        </>
      ) : (
        <>
          <Menu.Item onClick={() => void leave(false)}>Sign out</Menu.Item>
          <Menu.Item closeMenuOnClick={false} onClick={() => setIsAsked(true)}>
            Sign out everywhere
          </Menu.Item>
        </>
      )}
    </>
  );
}

function focus(item: HTMLElement | null): void {
  item?.focus();
}
