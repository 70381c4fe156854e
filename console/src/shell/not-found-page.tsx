import { Link } from '@tanstack/react-router';
import { PageHead } from './page-head.tsx';
import { Empty } from './states.tsx';

export function NotFoundPage() {
  return (
    <>
      <PageHead title="Page not found" />
      <Empty title="This page does not exist" action={<Link to="/">Go to campaigns</Link>}>
        Check the address; it may be incomplete.
      </Empty>
    </>
  );
}
