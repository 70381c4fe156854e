import { getRouteApi } from '@tanstack/react-router';
import { keepTokens } from './access-token.ts';
import { AuthLayout } from './auth-layout.tsx';
import { MutationForm } from './mutation-form.tsx';
import styles from './session.module.css';
import { beginAnew } from './session-provider.tsx';
import { CONFIRM } from './session-queries.ts';

const route = getRouteApi('/confirm');

/** Where the link of a mail leads. A button, since programs that read mail follow links, and a link is good once. */
export function ConfirmPage() {
  const { token } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <AuthLayout title="Welcome to Marquee" lead="Confirm your e-mail address to create your account.">
      <MutationForm
        mutation={CONFIRM}
        label="Confirm the account"
        submit="Create account and sign in"
        className={styles.form}
        variables={() => ({ token })}
        errorsOf={({ confirmSignUp }) => confirmSignUp?.errors}
        onDone={({ confirmSignUp }) => {
          const tokens = confirmSignUp?.tokens;
          if (!tokens) return;
          beginAnew();
          keepTokens(tokens);
          void navigate({ to: '/' });
        }}
      />
    </AuthLayout>
  );
}
