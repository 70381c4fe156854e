import { NOTHING } from '../../format/numbers.ts';
import type { Shot } from '../brief-queries.ts';
import { keysOf } from '../row-keys.ts';
import styles from './sheet.module.css';

/** What is seen, said and shown, shot by shot. On a phone each shot is a card. */
export function ShotsTable({ shots }: { readonly shots: readonly Shot[] }) {
  const keys = keysOf(shots);
  return (
    <table className={styles.shots}>
      <thead>
        <tr>
          <th scope="col">Shot</th>
          <th scope="col">Seen</th>
          <th scope="col">Said</th>
          <th scope="col">On screen</th>
        </tr>
      </thead>
      <tbody>
        {shots.map(({ seen, said, onScreen }, index) => (
          <tr key={keys[index]}>
            <th scope="row">{index + 1}</th>
            <td data-name="Seen">{seen}</td>
            <td data-name="Said" data-empty={said === null}>
              {said === null ? NOTHING : `“${said}”`}
            </td>
            <td data-name="On screen" data-empty={onScreen === null}>
              {onScreen === null ? NOTHING : `“${onScreen}”`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
