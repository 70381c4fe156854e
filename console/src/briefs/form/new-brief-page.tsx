import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { RequirePermission } from '../../session/require-permission.tsx';
import { PageHead } from '../../shell/page-head.tsx';
import { readOneOf } from '../../shell/search.ts';
import { Failure, Waiting } from '../../shell/states.tsx';
import { CREATOR_PLATFORMS } from '../brief-queries.ts';
import { type BriefForm, PLATFORMS, type Platform } from '../brief-search.ts';
import { useWriting } from '../writing/use-writing.ts';
import { WritingPanel } from '../writing/writing-panel.tsx';
import { BriefFormPanel } from './brief-form.tsx';
import { readFieldErrors } from './field-errors.ts';
import { toInput } from './to-input.ts';

const route = getRouteApi('/briefs/new');

/** Asks for a brief, and shows how it is written. */
export function NewBriefPage() {
  const form = useForm();
  const navigate = route.useNavigate();
  const { writing, finished, error, write, stop } = useWriting((briefs) => {
    const [first] = briefs;
    if (first === undefined) return;
    void navigate({
      to: '/briefs/$briefId',
      params: { briefId: first.brief.id },
      search: {
        cache: first.cache.status,
        age: first.cache.ageSeconds,
        variants: briefs.length === 1 ? '' : briefs.map(({ brief }) => brief.id).join(','),
      },
    });
  });
  const errors = readFieldErrors(error);
  return (
    <>
      <PageHead title="New brief" above={<Link to="/briefs">← All briefs</Link>}>
        Based on what your own creators achieved, within the rules of the platform.
      </PageHead>
      <RequirePermission permission="contribute" title="You do not have permission to write briefs">
        {error !== undefined && (
          <Failure
            title="Brief could not be written"
            error={errors.size === 0 ? error : [...errors.values()].join(' ')}
          />
        )}
        {error !== undefined && finished.length > 0 && (
          <p>
            Written before that:{' '}
            {finished.map(({ brief }, index) => (
              <Link key={brief.id} to="/briefs/$briefId" params={{ briefId: brief.id }}>
                Variant {index + 1}{' '}
              </Link>
            ))}
          </p>
        )}
        {form === undefined && <Waiting label="Looking where the creator posts" heights={[420]} />}
        {form !== undefined && writing === undefined && (
          <BriefFormPanel
            initial={form}
            errors={errors}
            onTyped={(typed) => void navigate({ search: typed, replace: true, resetScroll: false })}
            onWrite={(filled, refresh) => {
              void navigate({ search: filled, replace: true, resetScroll: false });
              write(toInput(filled, refresh));
            }}
          />
        )}
        {writing !== undefined && <WritingPanel writing={writing} onStop={stop} />}
      </RequirePermission>
    </>
  );
}

/** What the form begins with. Of a creator without a platform it is theirs, which has to be looked up: undefined meanwhile. */
function useForm(): BriefForm | undefined {
  const search = route.useSearch();
  const { platform, creator, campaignId } = search;
  const isAsked = platform === '' && creator !== '' && campaignId !== '';
  const [{ data, fetching }] = useQuery({
    query: CREATOR_PLATFORMS,
    variables: { campaignId, influencerId: creator },
    pause: !isAsked,
  });
  if (platform !== '') return { ...search, platform };
  if (isAsked && fetching) return undefined;
  const names = data?.campaignPerformance?.posts?.edges.map(({ node }) => node.platform) ?? [];
  return { ...search, platform: isAsked ? mostFrequent(names) : 'INSTAGRAM' };
}

function mostFrequent(names: readonly (string | null)[]): Platform {
  const known = names.map((name) => readOneOf<Platform | ''>(PLATFORMS, name?.toUpperCase(), ''));
  const times = (platform: Platform) => known.filter((name) => name === platform).length;
  return PLATFORMS.reduce((most, platform) => (times(platform) > times(most) ? platform : most), 'INSTAGRAM');
}
