import { Button, CopyButton } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import type { Brief } from '../brief-queries.ts';
import { PLATFORM_NAMES, type Platform } from '../brief-search.ts';
import styles from '../briefs.module.css';

/** The shape of the picture or the video that a platform shows first. */
const SHAPES: Readonly<Record<Platform, 'tall' | 'portrait' | 'wide'>> = {
  INSTAGRAM: 'portrait',
  TIKTOK: 'tall',
  YOUTUBE: 'wide',
  X: 'wide',
  FACEBOOK: 'portrait',
  LINKEDIN: 'wide',
  TWITCH: 'wide',
  SNAPCHAT: 'tall',
  PINTEREST: 'tall',
};

/** What the world would see: the post with its label, its words and its hashtags. */
export function PostPreview({ brief }: { readonly brief: Brief }) {
  const { caption, hashtags, hookIdeas, disclosure, request } = brief;
  const text = `${caption}\n\n${hashtags.join(' ')}`;
  return (
    <section aria-label={`Preview for ${PLATFORM_NAMES[request.platform]}`}>
      <article className={styles.preview}>
        <header>
          <span className={styles.avatar} aria-hidden>
            {request.brand.slice(0, 1).toUpperCase()}
          </span>
          <span>
            <b>your creator</b>
            <span className={styles.disclosure}>{disclosure}</span>
          </span>
          <span className={styles.where}>{PLATFORM_NAMES[request.platform]}</span>
        </header>
        <div className={styles.picture} data-shape={SHAPES[request.platform]}>
          <p>{hookIdeas[0]}</p>
        </div>
        <div className={styles.caption}>
          {caption}
          <span className={styles.tags}>{hashtags.join(' ')}</span>
        </div>
      </article>
      <CopyButton value={text} timeout={2_000}>
        {({ copied, copy }) => (
          <Button
            fullWidth
            mt="sm"
            onClick={copy}
            leftSection={copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          >
            {copied ? 'Copied' : 'Copy caption and hashtags'}
          </Button>
        )}
      </CopyButton>
    </section>
  );
}
