import { getRouteApi, Link } from '@tanstack/react-router';
import { RequirePermission } from '../../session/require-permission.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { Failure } from '../../shell/states.tsx';
import { BriefFormPanel } from './brief-form.tsx';
import { useWriting } from '../writing/use-writing.ts';
import { toInput } from '../writing/writing.ts';
import { WritingPanel } from '../writing/writing-panel.tsx';

const route = getRouteApi('/briefs/new');

/** Asks for a brief, and shows how it is written. */
export function NewBriefPage() {
  const form = route.useSearch();
  const navigate = route.useNavigate();
  const { writing, error, write, stop } = useWriting(({ brief, cache }) => {
    void navigate({
      to: '/briefs/$briefId',
      params: { briefId: brief.id },
      search: { cache: cache.status, age: cache.ageSeconds },
    });
  });
  return (
    <>
      <PageHead title="New brief" above={<Link to="/briefs">← All briefs</Link>}>
        Based on what your own creators achieved, within the rules of the platform.
      </PageHead>
      <RequirePermission permission="contribute" title="You do not have permission to write briefs">
        {error !== undefined && <Failure title="Brief could not be written" error={error} />}
        {writing === undefined ? (
          <BriefFormPanel
            initial={form}
            onWrite={(filled, refresh) => {
              void navigate({ search: filled, replace: true });
              write(toInput(filled, refresh));
            }}
          />
        ) : (
          <WritingPanel writing={writing} onStop={stop} />
        )}
      </RequirePermission>
    </>
  );
}
