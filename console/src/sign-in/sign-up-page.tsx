import { TextInput } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import styles from '../session/session.module.css';
import { SIGN_UP } from '../session/session-queries.ts';
import { AuthLayout } from './auth-layout.tsx';
import { MutationForm } from './mutation-form.tsx';
import { ProviderLinks } from './provider-links.tsx';

const route = getRouteApi('/sign-up');

/** Asks for an account: with an invitation in its organization, else with an organization of one's own. */
export function SignUpPage() {
  const { invitation } = route.useSearch();
  const [form, setForm] = useState({ name: '', email: '', organizationName: '' });
  const [isSent, setIsSent] = useState(false);
  const set = (change: Partial<typeof form>) => setForm((known) => ({ ...known, ...change }));
  if (isSent) {
    return (
      <AuthLayout title="Check your e-mail" lead={`We sent a link to ${form.email}.`}>
        <p className={styles.foot}>
          Open it to choose a password and create your account. If this server sends no mail, its operator
          finds the link in the server log.
        </p>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout
      title="Create an account"
      lead={
        invitation === ''
          ? 'With an organization of your own.'
          : 'You will join the organization that invited you.'
      }
    >
      <MutationForm
        mutation={SIGN_UP}
        label="Create an account"
        submit="Create account"
        className={styles.form}
        variables={() => ({
          ...form,
          organizationName: invitation === '' ? form.organizationName : null,
          invitation: invitation === '' ? null : invitation,
        })}
        errorsOf={({ signUp }) => signUp?.errors}
        onDone={() => setIsSent(true)}
      >
        {(errorOf) => (
          <>
            <TextInput
              label="Your name"
              autoComplete="name"
              required
              value={form.name}
              error={errorOf('name')}
              onChange={({ currentTarget }) => set({ name: currentTarget.value })}
            />
            <TextInput
              label="E-mail"
              type="email"
              autoComplete="username"
              required
              value={form.email}
              error={errorOf('email')}
              onChange={({ currentTarget }) => set({ email: currentTarget.value })}
            />
            {invitation === '' && (
              <TextInput
                label="Organization"
                autoComplete="organization"
                required
                value={form.organizationName}
                error={errorOf('organizationName')}
                onChange={({ currentTarget }) => set({ organizationName: currentTarget.value })}
              />
            )}
          </>
        )}
      </MutationForm>
      <ProviderLinks back="/" invitation={invitation} />
      <p className={styles.foot}>
        Already have an account?{' '}
        {invitation === '' ? (
          <Link to="/sign-in">Sign in</Link>
        ) : (
          <Link to="/sign-in" search={{ back: `/invitation?token=${encodeURIComponent(invitation)}` }}>
            Sign in
          </Link>
        )}
      </p>
    </AuthLayout>
  );
}
