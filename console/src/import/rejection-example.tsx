import styles from './import.module.css';

interface RejectionExampleProps {
  readonly example: {
    readonly line: number | string;
    readonly column: string | null;
    readonly message: string;
    readonly advice: { readonly sentence: string; readonly option: string } | null;
  };
}

/** The first row that a code rejected, and what would save such rows. */
export function RejectionExample({ example }: RejectionExampleProps) {
  const { line, column, message, advice } = example;
  return (
    <p className={styles.example}>
      Line {line}
      {column !== null && `, ${column}`}: {message}
      {advice !== null && (
        <>
          {' '}
          <strong>
            {advice.sentence}: {advice.option}
          </strong>
        </>
      )}
    </p>
  );
}
