import { Alert } from '@mantine/core';
import { CircleCheck } from 'lucide-react';
import { countOf, formatCount } from '../format/numbers.ts';
import { ColumnUses } from './column-uses.tsx';
import { describeOverlap } from './overlap.ts';
import { RejectionExample } from './rejection-example.tsx';
import type { ImportOutcome } from './run-import.ts';

/** What came of a file of which nothing was loaded: it was only checked, or it is there already. */
export function CheckedOutcome({ outcome }: { readonly outcome: ImportOutcome }) {
  const { status, message, loaded, rejected, rejectedByCode } = outcome;
  const codes = Object.entries(rejectedByCode)
    .map(([code, rows]) => `${formatCount(rows)} × ${code}`)
    .join(', ');
  return (
    <Alert
      role="status"
      color={status === 'REJECTED' ? 'orange' : 'teal'}
      variant="light"
      icon={<CircleCheck aria-hidden />}
      title={
        status === 'UNCHANGED' ? 'This file was already imported' : 'Check complete; nothing was imported'
      }
      mb="md"
    >
      {status !== 'UNCHANGED' &&
        `${countOf(loaded, 'row')} would be loaded, and ${formatCount(rejected)} rejected. `}
      {message}
      {codes !== '' && ` Rejected: ${codes}.`}
      {outcome.overlapping > 0 && ` ${describeOverlap(outcome.overlapping)}`}
      {outcome.examples.map((example) => (
        <RejectionExample key={example.code} example={example} />
      ))}
      <ColumnUses columns={outcome.columns} />
    </Alert>
  );
}
