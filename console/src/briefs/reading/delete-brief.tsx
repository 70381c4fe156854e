import { useNavigate } from '@tanstack/react-router';
import { IfAllowed } from '../../people/if-allowed.tsx';
import { ConfirmButton } from '../../sign-in/confirm-button.tsx';
import { type Brief, DELETE_BRIEF } from '../brief-queries.ts';

/** Deletes a brief, for those who may, and shows the others. */
export function DeleteBrief({ brief: { id, departmentId } }: { readonly brief: Brief }) {
  const navigate = useNavigate();
  return (
    <IfAllowed permission="manage" departmentId={departmentId}>
      <ConfirmButton
        mutation={DELETE_BRIEF}
        variables={{ id }}
        label="Delete"
        name="Delete the brief"
        question="Delete this brief and its guest links?"
        typeTaken="Brief"
        errorsOf={({ deleteBrief }) => deleteBrief?.errors ?? []}
        onDone={() => void navigate({ to: '/briefs', replace: true })}
      />
    </IfAllowed>
  );
}
