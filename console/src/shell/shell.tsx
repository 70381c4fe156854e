import { VisuallyHidden } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { BarChart3, PenLine, ShieldAlert, SquareTerminal, Upload, WifiOff } from 'lucide-react';
import { Fragment, useEffect, useState } from 'react';
import { isGuest, readCredentials } from '../session/credentials.ts';
import { LeftBehindNotice } from '../session/left-behind-notice.tsx';
import { isPublicPath } from '../session/public-paths.ts';
import { useWho } from '../session/session-provider.tsx';
import { onSignInWanted } from '../session/sign-in-wanted.ts';
import { useViewer } from '../session/use-viewer.ts';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { ColorSchemeSwitch } from './color-scheme-switch.tsx';
import { readFact } from './facts.ts';
import styles from './shell.module.css';

/** What stands around every page. */
export function Shell() {
  const { online } = useNetwork();
  const who = useWho();
  const isOnPublicPath = useRouterState({ select: ({ location }) => isPublicPath(location.pathname) });
  useSignInWhereWanted();
  return (
    <>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      <header className={styles.header}>
        <div className={styles.bar}>
          <Link to="/" className={styles.brand} aria-label="Marquee, campaigns">
            <Brand />
          </Link>
          {!isGuest() && !isOnPublicPath ? <MainLinks /> : <span className={styles.gap} />}
          <ColorSchemeSwitch />
          {!isOnPublicPath && <AccountMenu key={who} />}
        </div>
        <div className={styles.lamps} aria-hidden />
      </header>
      {!online && (
        <p className={styles.offline} role="status">
          <WifiOff size={16} aria-hidden /> You are offline. The data may be out of date; it reloads when the
          connection is back.
        </p>
      )}
      {!isOnPublicPath && <LeftBehindNotice />}
      {!isOnPublicPath && <SecondFactorNotice key={who} />}
      <main id="main" className={styles.main} tabIndex={-1}>
        <Fragment key={who}>
          <Outlet />
        </Fragment>
      </main>
      <PageAnnouncer />
    </>
  );
}

/** An organization that asks for a second factor shows nothing to whoever has none. */
function SecondFactorNotice() {
  const { isOn, isRequired } = useViewer()?.secondFactor ?? { isOn: false, isRequired: false };
  if (!isRequired || isOn) return null;
  return (
    <p className={styles.offline} role="status">
      <ShieldAlert size={16} aria-hidden /> Your organization asks for a second factor.{' '}
      <Link to="/account">Add one to go on</Link>
    </p>
  );
}

function MainLinks() {
  return (
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
      {readFact('playground') !== 'off' && (
        <a href="/graphql" className={styles.link}>
          <SquareTerminal size={18} aria-hidden />
          Playground
        </a>
      )}
    </nav>
  );
}

/** Leads whoever the server does not know to the door, and back to where they were when they are in. */
function useSignInWhereWanted() {
  const navigate = useNavigate();
  const { href, pathname } = useRouterState({ select: ({ location }) => location });
  useEffect(
    () =>
      onSignInWanted(() => {
        if (isPublicPath(pathname)) return;
        const credentials = readCredentials();
        void navigate(
          credentials?.kind === 'GUEST'
            ? { to: '/guest', search: { token: credentials.linkToken }, replace: true }
            : { to: '/sign-in', search: { back: href }, replace: true },
        );
      }),
    [navigate, href, pathname],
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
