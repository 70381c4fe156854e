import styles from './influencer.module.css';

/** Figures beside each other under their names; the first stands out. */
export function Numbers({
  figures,
}: {
  readonly figures: readonly (readonly [name: string, value: string])[];
}) {
  return (
    <dl className={styles.numbers}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
