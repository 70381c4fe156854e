import { KIND_NAMES } from '../brief-names.ts';
import styles from './evidence.module.css';
import { type Data, readRecord, readRecords, readString, readStrings } from './read-data.ts';

/** The personas and the angles that the writer could choose from, with the reasons. */
export function DirectionEvidence({ data }: { readonly data: Data }) {
  const category = readString(readRecord(data.category)?.name);
  const kind = Object.entries(KIND_NAMES).find(([name]) => name === data.kind)?.[1];
  return (
    <div className={styles.result}>
      <p>
        {category === '' ? 'No category fits the product' : `Category: ${category}`}
        {category !== '' && data.categoryFrom === 'REQUEST' && ', as was asked for'}
        {kind !== undefined && `. Taken for ${kind}`}.
      </p>
      <Choices
        title="Personas"
        choices={readRecords(data.personas).map(({ name, description, reasons }) => ({
          name: readString(name),
          text: readString(description),
          reasons: readStrings(reasons),
        }))}
      />
      <Choices
        title="Angles"
        choices={readRecords(data.angles).map(({ name, direction, reasons }) => ({
          name: readString(name),
          text: readString(direction),
          reasons: readStrings(reasons),
        }))}
      />
    </div>
  );
}

interface Choice {
  readonly name: string;
  readonly text: string;
  readonly reasons: readonly string[];
}

function Choices({ title, choices }: { readonly title: string; readonly choices: readonly Choice[] }) {
  if (choices.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul className={styles.choices}>
        {choices.map(({ name, text, reasons }) => (
          <li key={name}>
            <b>{name}.</b> {text}
            {reasons.length > 0 && <small>Because: {reasons.join('; ')}</small>}
          </li>
        ))}
      </ul>
    </>
  );
}
