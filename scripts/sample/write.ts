import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SAMPLE, writeSample } from './sample.ts';

const file = fileURLToPath(new URL('../../data/performance.csv', import.meta.url));
const bytes = await writeSample();
await writeFile(file, bytes);
console.log(`Wrote ${SAMPLE.rows} rows (${(bytes.length / 1e6).toFixed(1)} MB) to ${file}`);
