import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { AnyVariables, TypedDocumentNode } from 'urql';
import { type CombinedError, useClient } from 'urql';
import styles from '../session/session.module.css';
import { Failure } from '../shell/states.tsx';
import type { UserError } from './mutation-form.tsx';

interface ConfirmButtonProps<Data, Variables extends AnyVariables> {
  readonly mutation: TypedDocumentNode<Data, Variables>;
  readonly variables: Variables;
  /** What the button says. */
  readonly label: string;
  /** Where several stand under each other: which one this is, for those who do not see it. */
  readonly name?: string;
  /** What is asked before it is done. */
  readonly question: string;
  /** The type of what is taken away: lists of it that were read before are read anew. */
  readonly typeTaken?: string;
  /** Of a payload that is null, undefined: the error of the answer says why. */
  errorsOf(data: Data): readonly UserError[] | undefined;
  onDone(): void;
}

/** A button for what cannot be undone: pressed once it asks, pressed again it does it. */
export function ConfirmButton<Data, Variables extends AnyVariables>(
  props: ConfirmButtonProps<Data, Variables>,
) {
  const { mutation, variables, label, name, question, typeTaken, errorsOf, onDone } = props;
  const client = useClient();
  const questionId = useId();
  const [isAsked, setIsAsked] = useState(false);
  const [isUnderWay, setIsUnderWay] = useState(false);
  const [failure, setFailure] = useState<CombinedError | string>();
  const run = async () => {
    setIsUnderWay(true);
    const context = { additionalTypenames: typeTaken === undefined ? [] : [typeTaken] };
    const { data, error } = await client.mutation(mutation, variables, context).toPromise();
    setIsUnderWay(false);
    setIsAsked(false);
    const [first] = (data === undefined || data === null ? undefined : errorsOf(data)) ?? [];
    setFailure(error ?? first?.message);
    if (error === undefined && first === undefined) onDone();
  };
  if (isAsked) {
    return (
      <div className={styles.question}>
        <span id={questionId}>{question}</span>
        <Button
          size="sm"
          color="red.9"
          loading={isUnderWay}
          ref={focus}
          aria-describedby={questionId}
          onClick={() => void run()}
        >
          {label}
        </Button>
        <Button size="sm" variant="default" onClick={() => setIsAsked(false)}>
          Cancel
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.asking}>
      {failure !== undefined && <Failure title={`${label} failed`} error={failure} />}
      <Button size="sm" variant="subtle" aria-label={name} onClick={() => setIsAsked(true)}>
        {label}
      </Button>
    </div>
  );
}

function focus(button: HTMLButtonElement | null): void {
  button?.focus();
}
