import { formatCount, formatRate, NOTHING } from '../../format/numbers.ts';
import styles from '../briefs.module.css';

/** A tool's result, whatever it holds: rows of the same kind as a table, everything else as names and values. */
export function EvidenceData({ data }: { readonly data: unknown }) {
  if (Array.isArray(data)) {
    return data.every(isRecord) ? (
      <Rows rows={data.filter(isRecord)} />
    ) : (
      data.map((item) => show('', item)).join(', ')
    );
  }
  if (!isRecord(data)) return show('', data);
  return (
    <dl className={styles.data}>
      {Object.entries(data).map(([name, value]) => (
        <div key={name}>
          <dt>{toWords(name)}</dt>
          <dd>
            {typeof value === 'object' && value !== null ? <EvidenceData data={value} /> : show(name, value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Rows({ rows }: { readonly rows: readonly Readonly<Record<string, unknown>>[] }) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const plain = names.filter((name) => rows.every((row) => !isRecord(row[name]) && !isRows(row[name])));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className={styles.dataScroll} tabIndex={0} aria-label="Rows, scroll horizontally">
      <table>
        <thead>
          <tr>
            {plain.map((name) => (
              <th key={name} scope="col">
                {toWords(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a result never change their order.
            <tr key={index}>
              {plain.map((name) => (
                <td key={name}>{show(name, row[name])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function show(name: string, value: unknown): string {
  if (value === null || value === undefined) return NOTHING;
  if (typeof value === 'number') return /rate$/i.test(name) ? formatRate(value) : formatCount(value);
  if (Array.isArray(value)) return value.map((item) => show('', item)).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** engagementRate becomes Engagement rate. */
function toWords(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.replace(/^./, (first) => first.toUpperCase());
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRows(value: unknown): boolean {
  return Array.isArray(value) && value.some(isRecord);
}
