import { Button } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { formatDate } from '../format/times.ts';
import sessionStyles from '../session/session.module.css';
import { Failure } from '../shell/states.tsx';
import { ConfirmButton } from '../sign-in/confirm-button.tsx';
import { MutationForm } from '../sign-in/mutation-form.tsx';
import styles from './people.module.css';
import { CANCEL_DELETION, DELETE_ORGANIZATION, EXPORT_ORGANIZATION, ORGANIZATION } from './people-queries.ts';

/** Everything of the organization as a file, and its deletion, for the admins of the whole. */
export function OrganizationDataPanel() {
  const [{ data, error }, askAgain] = useQuery({ query: ORGANIZATION, requestPolicy: 'network-only' });
  const organization = data?.organization;
  const reload = () => askAgain({ requestPolicy: 'network-only' });
  return (
    <section className={styles.panel} aria-labelledby="organization-data">
      <h2 id="organization-data">Export and delete</h2>
      {error !== undefined && (
        <Failure title="Organization could not be loaded" error={error} onRetry={reload} />
      )}
      {organization && (
        <>
          <Export organizationId={organization.id} />
          {organization.deletionDueAt === null ? (
            <Deletion organizationId={organization.id} onChanged={reload} />
          ) : (
            <>
              <p role="status">
                The organization will be deleted on {formatDate(organization.deletionDueAt)}, with everything
                in it.
              </p>
              <MutationForm
                mutation={CANCEL_DELETION}
                label="Keep the organization"
                submit="Keep it after all"
                variant="default"
                className={sessionStyles.form}
                variables={() => ({ organizationId: organization.id })}
                errorsOf={({ cancelOrganizationDeletion }) => cancelOrganizationDeletion?.errors}
                onDone={reload}
              />
            </>
          )}
        </>
      )}
    </section>
  );
}

function Export({ organizationId }: { readonly organizationId: string }) {
  const [address, setAddress] = useState<string>();
  if (address !== undefined) {
    return (
      <Button component="a" href={address} download variant="default">
        Download, within 10 minutes
      </Button>
    );
  }
  return (
    <MutationForm
      mutation={EXPORT_ORGANIZATION}
      label="Export the organization"
      submit="Export everything"
      variant="default"
      className={sessionStyles.form}
      variables={() => ({ organizationId })}
      errorsOf={({ exportOrganization }) => exportOrganization?.errors}
      onDone={({ exportOrganization }) => {
        const url = exportOrganization?.downloadUrl;
        // Under the address by which this page is reached, which may be another than the server's own.
        if (url) setAddress(`${new URL(url).pathname}${new URL(url).search}`);
      }}
    />
  );
}

interface DeletionProps {
  readonly organizationId: string;
  onChanged(): void;
}

/** Asked for once by the form, and again by the button that comes of it. */
function Deletion({ organizationId, onChanged }: DeletionProps) {
  const [confirmation, setConfirmation] = useState<string>();
  if (confirmation !== undefined) {
    return (
      <ConfirmButton
        mutation={DELETE_ORGANIZATION}
        variables={{ organizationId, confirmation }}
        label="Delete in 7 days"
        question="Delete the organization, with all campaigns, imports, briefs and people in it? Until then every admin can take it back."
        errorsOf={({ deleteOrganization }) => deleteOrganization?.errors}
        onDone={onChanged}
      />
    );
  }
  return (
    <MutationForm
      mutation={DELETE_ORGANIZATION}
      label="Delete the organization"
      submit="Delete organization"
      color="red.9"
      className={sessionStyles.form}
      variables={() => ({ organizationId, confirmation: null })}
      errorsOf={({ deleteOrganization }) => deleteOrganization?.errors}
      onDone={({ deleteOrganization }) => setConfirmation(deleteOrganization?.confirmation ?? undefined)}
    />
  );
}
