import styles from './evidence.module.css';
import { type Data, readRecord, readString, readStrings } from './read-data.ts';

/** The one persona or angle that tools of before chose, and why. */
export function ChosenEvidence({ data }: { readonly data: Data }) {
  const chosen = readRecord(data.persona) ?? readRecord(data.angle) ?? {};
  const texts = [chosen.description, chosen.direction, chosen.why].map(readString);
  const cares = readStrings(chosen.cares);
  const reasons = readStrings(data.reasons);
  return (
    <div className={styles.result}>
      <p>
        <b>{readString(chosen.name)}.</b> {texts.filter((text) => text !== '').join(' ')}
      </p>
      {cares.length > 0 && <p>Cares about {cares.join(', ')}.</p>}
      {reasons.length > 0 && <p>Because: {reasons.join('; ')}</p>}
    </div>
  );
}
