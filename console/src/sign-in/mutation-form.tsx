import { Button, type ButtonProps } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { AnyVariables, CombinedError, TypedDocumentNode } from 'urql';
import { useClient } from 'urql';
import { Failure } from '../shell/states.tsx';

/** What a mutation could not do, for whoever filled in the form. */
export interface UserError {
  readonly message: string;
  /** The way to the value at fault, such as ["input", "name"]; null where it is not a single one. */
  readonly path: readonly string[] | null;
}

interface MutationFormProps<Data, Variables extends AnyVariables> {
  readonly mutation: TypedDocumentNode<Data, Variables>;
  readonly label: string;
  readonly submit: string;
  readonly className?: string | undefined;
  readonly color?: ButtonProps['color'];
  readonly variant?: ButtonProps['variant'];
  /** What the form holds now. */
  variables(): Variables;
  /** Of a payload that is null, undefined: the error of the answer says why. */
  errorsOf(data: Data): readonly UserError[] | undefined;
  onRefused?(): void;
  onDone(data: Data): void;
  /** The fields of the mutation's input; each is told what is wrong with it. */
  children?(errorOf: (field: string) => string | undefined): ReactNode;
}

/** A form that runs one mutation, and shows what the server has against it where it belongs. */
export function MutationForm<Data, Variables extends AnyVariables>({
  mutation,
  label,
  submit,
  className,
  color,
  variant,
  variables,
  errorsOf,
  onRefused,
  onDone,
  children,
}: MutationFormProps<Data, Variables>) {
  const client = useClient();
  const [errors, setErrors] = useState<readonly UserError[]>([]);
  const [failure, setFailure] = useState<CombinedError>();
  const [isUnderWay, setIsUnderWay] = useState(false);
  const run = async (event: FormEvent) => {
    event.preventDefault();
    setIsUnderWay(true);
    const { data, error } = await client.mutation(mutation, variables()).toPromise();
    setIsUnderWay(false);
    setFailure(error);
    const found = (data === undefined || data === null ? undefined : errorsOf(data)) ?? [];
    setErrors(found);
    if (found.length > 0) onRefused?.();
    if (data !== undefined && data !== null && error === undefined && found.length === 0) onDone(data);
  };
  const asked: string[] = [];
  const fields = children?.((field) => {
    asked.push(field);
    return errors.find((error) => fieldOf(error) === field)?.message;
  });
  const general = errors.filter((error) => !asked.includes(fieldOf(error) ?? ''));
  return (
    <form className={className} onSubmit={run} aria-label={label}>
      {fields}
      {failure !== undefined && <Failure title={`${submit} failed`} error={failure} />}
      {general.map(({ message }) => (
        <Failure title={`${submit} failed`} key={message} error={message} />
      ))}
      <Button type="submit" loading={isUnderWay} {...(color && { color })} {...(variant && { variant })}>
        {submit}
      </Button>
    </form>
  );
}

/** The field of the input that an error is about. */
function fieldOf({ path }: UserError): string | undefined {
  return path?.[0] === 'input' ? path[1] : undefined;
}
