import { Link } from '@tanstack/react-router';
import { IfAllowed } from '../people/if-allowed.tsx';
import { readCredentials } from '../session/credentials.ts';
import { isAllowedSomewhere, useViewer } from '../session/use-viewer.ts';
import { Empty } from '../shell/states.tsx';
import { CopyableCode } from './copyable-code.tsx';
import { sendByCurl } from './sending.ts';
import { WRITE_KEYS_ID } from './write-keys-panel.tsx';

interface NoEventsProps {
  readonly campaignId: string;
  readonly departmentId: string | null;
}

/** What stands there until the first event has come, and how it comes. */
export function NoEvents({ campaignId, departmentId }: NoEventsProps) {
  const maySend = isAllowedSomewhere(useViewer(), 'contribute');
  if (!maySend)
    return (
      <Empty title="No events yet">
        Numbers appear here as soon as somebody who may contribute to this campaign sends events.
      </Empty>
    );
  const withToken = readCredentials() !== undefined;
  const code = sendByCurl(campaignId, { origin: window.location.origin, withToken });
  return (
    <Empty title="No events yet" action={<CopyableCode label="the request" code={code} />}>
      Numbers appear here as soon as events are sent.{' '}
      {withToken && (
        <>
          TOKEN is an <Link to="/tokens">API token</Link> that may send events;{' '}
        </>
      )}
      CREATOR is the creator whose post it is.
      <IfAllowed permission="manage" departmentId={departmentId}>
        {' '}
        For pages, <a href={`#${WRITE_KEYS_ID}`}>make a public write key</a> below.
      </IfAllowed>
    </Empty>
  );
}
