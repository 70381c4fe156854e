import { ExternalLink } from 'lucide-react';
import { formatCount, formatRate, formatShort, NOTHING } from '../format/numbers.ts';
import { formatDate } from '../format/times.ts';
import type { Column } from '../table/virtual-table.tsx';
import styles from './influencer.module.css';
import type { Post } from './post-fields.ts';

type NumberedPost = Post & { readonly index: number };

/** What a post is: its platform, its link, and what it says. */
export const POST_COLUMN: Column<Post> = {
  key: 'post',
  header: 'Post',
  width: 'minmax(0, 2.4fr)',
  isRowHeader: true,
  onPhone: 'title',
  cell: (post) => <PostCell post={post} />,
};

export const POSTED_COLUMN: Column<Post> = {
  key: 'postedAt',
  header: 'Posted',
  width: 'minmax(0, 0.9fr)',
  cell: ({ postedAt }) => formatDate(postedAt),
};

export const VIEWS_COLUMN: Column<Post> = {
  key: 'views',
  header: 'Views',
  width: 'minmax(0, 0.7fr)',
  isNumber: true,
  cell: ({ views }) => <span title={formatCount(views)}>{formatShort(views)}</span>,
};

/** The columns of an influencer's posts. */
export const postColumns: readonly Column<NumberedPost>[] = [
  POST_COLUMN,
  POSTED_COLUMN,
  VIEWS_COLUMN,
  ...(['likes', 'comments', 'shares'] as const).map(
    (kind): Column<NumberedPost> => ({
      key: kind,
      header: kind.replace(/^./, (first) => first.toUpperCase()),
      width: 'minmax(0, 0.7fr)',
      isNumber: true,
      cell: (post) => <span title={formatCount(post[kind])}>{formatShort(post[kind])}</span>,
    }),
  ),
  {
    key: 'engagementRate',
    header: 'Rate',
    width: 'minmax(0, 0.7fr)',
    isNumber: true,
    cell: ({ engagementRate }) => <b>{formatRate(engagementRate)}</b>,
  },
];

function PostCell({ post }: { readonly post: Post }) {
  const { caption, hashtags, platform, postId, url } = post;
  return (
    <div className={styles.post}>
      <span className={styles.postName}>
        {platform !== null && <span className={styles.platform}>{platform}</span>}
        {isWebAddress(url) ? (
          <a href={url} target="_blank" rel="noreferrer noopener">
            {postId ?? 'post'} <ExternalLink size={12} aria-label="opens the platform" />
          </a>
        ) : (
          (postId ?? NOTHING)
        )}
      </span>
      {caption !== null && <span className={styles.caption}>{caption}</span>}
      {hashtags.length > 0 && (
        <span className={styles.tags}>{hashtags.map((tag) => `#${tag}`).join(' ')}</span>
      )}
    </div>
  );
}

/** The address comes out of an export unchecked: what is no web address must not become a link. */
function isWebAddress(url: string | null): url is string {
  if (url === null || !URL.canParse(url)) return false;
  return ['http:', 'https:'].includes(new URL(url).protocol);
}
