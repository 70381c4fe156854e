import { Button, CopyButton } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import type { Brief } from '../brief-queries.ts';
import { PLATFORM_NAMES } from '../brief-search.ts';
import styles from '../briefs.module.css';

/** What the world would see: the post with its label, its words and its hashtags. */
export function PostPreview({ brief }: { readonly brief: Brief }) {
  const { caption, hashtags, disclosure, request } = brief;
  const platform = PLATFORM_NAMES[request.platform];
  const text = [caption, hashtags.join(' ')].filter((part) => part !== '').join('\n\n');
  return (
    <section aria-label={`Preview for ${platform}`}>
      <article className={styles.preview}>
        <header>
          <span className={styles.avatar} aria-hidden>
            {(request.creator ?? request.brand).slice(0, 1).toUpperCase()}
          </span>
          <span>
            <b>{request.creator ?? 'your creator'}</b>
            <span className={styles.disclosure}>{disclosure}</span>
          </span>
          <span className={styles.where}>{platform}</span>
        </header>
        <div className={styles.caption}>
          {caption}
          {hashtags.length > 0 && <span className={styles.tags}>{hashtags.join(' ')}</span>}
        </div>
        <CopyButton value={text} timeout={2_000}>
          {({ copied, copy }) => (
            <Button
              className={styles.copyCaption}
              size="compact-sm"
              variant="default"
              onClick={copy}
              leftSection={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
            >
              {copied ? 'Copied' : 'Copy caption and hashtags'}
            </Button>
          )}
        </CopyButton>
      </article>
    </section>
  );
}
