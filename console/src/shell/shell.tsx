import { VisuallyHidden } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { BarChart3, PenLine, SquareTerminal, Upload, WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Brand } from './brand.tsx';
import { ColorSchemeSwitch } from './color-scheme-switch.tsx';
import { readPlayground } from './playground.ts';
import styles from './shell.module.css';

/** What stands around every page. */
export function Shell() {
  const { online } = useNetwork();
  return (
    <>
      <a className={styles.skip} href="#main">
        Skip to the content
      </a>
      <header className={styles.header}>
        <div className={styles.bar}>
          <Link to="/" className={styles.brand} aria-label="Marquee, campaigns">
            <Brand />
          </Link>
          <nav className={styles.nav} aria-label="Main">
            <Link
              to="/"
              className={styles.link}
              activeProps={{ 'data-active': true }}
              activeOptions={{ exact: true, includeSearch: false }}
            >
              <BarChart3 size={18} aria-hidden />
              Campaigns
            </Link>
            <Link to="/imports" className={styles.link} activeProps={{ 'data-active': true }}>
              <Upload size={18} aria-hidden />
              Imports
            </Link>
            <Link to="/briefs" className={styles.link} activeProps={{ 'data-active': true }}>
              <PenLine size={18} aria-hidden />
              Briefs
            </Link>
            {readPlayground() !== 'off' && (
              <a href="/graphql" className={styles.link}>
                <SquareTerminal size={18} aria-hidden />
                Playground
              </a>
            )}
          </nav>
          <ColorSchemeSwitch />
        </div>
        <div className={styles.lamps} aria-hidden />
      </header>
      {!online && (
        <p className={styles.offline} role="status">
          <WifiOff size={16} aria-hidden /> You are offline. What is shown may be old; it is asked for again
          when the connection is back.
        </p>
      )}
      <main id="main" className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      <PageAnnouncer />
    </>
  );
}

/** Tells a screen reader that another page has come, which a browser does by itself only for a whole document. */
function PageAnnouncer() {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const [title, setTitle] = useState('');
  useEffect(() => {
    const waiting = setTimeout(() => setTitle(path === '' ? '' : document.title), 300);
    return () => clearTimeout(waiting);
  }, [path]);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {title}
    </VisuallyHidden>
  );
}
