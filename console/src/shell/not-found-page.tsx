import { Link } from '@tanstack/react-router';
import { PageHead } from './page-head.tsx';
import { Empty } from './states.tsx';

export function NotFoundPage() {
  return (
    <>
      <PageHead title="Nothing here" />
      <Empty title="There is no such page" action={<Link to="/">To the campaigns</Link>}>
        The address may have been cut off on its way to you.
      </Empty>
    </>
  );
}
