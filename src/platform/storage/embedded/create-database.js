// JavaScript, as the process that it is the program of does not get the loader that reads TypeScript in its parent.
import { PGlite } from '@electric-sql/pglite';

/** Makes the data folder that the first argument names. Only creating one writes there: nothing of a session is kept. */
const [, , folder = ''] = process.argv;
const pglite = await PGlite.create({ dataDir: folder });
await pglite.close();
