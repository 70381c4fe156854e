// JavaScript, as a thread does not get the loader that reads TypeScript in its parent.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

/**
 * @import { MessagePort } from 'node:worker_threads'
 * @import { FromThread, ThreadStart, ToThread } from './messages.ts'
 */

/** The number of a device that PGlite does not have. */
const DEVICE = /** @type {const} */ ([64, 1]);

/**
 * Runs PGlite in this thread: speaks PostgreSQL's protocol with whoever started it, one message after the other.
 * @param {MessagePort} port
 * @param {ThreadStart} start
 */
async function serve(port, { dataDir, snapshot, settings, copyDevice }) {
  const pglite = await PGlite.create({
    dataDir,
    startParams: [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ['-c', setting])],
    ...(snapshot === undefined ? {} : { loadDataDir: new Blob([snapshot]) }),
  });
  const provide = addCopyDevice(pglite, copyDevice);
  /** @type {(message: FromThread, transferred?: ArrayBuffer[]) => void} */
  const tell = (message, transferred = []) => port.postMessage(message, transferred);

  port.on('message', async (/** @type {ToThread} */ message) => {
    switch (message.kind) {
      case 'ask': {
        const bytes = await run(pglite, message.bytes);
        tell({ kind: 'answer', bytes }, [bytes.buffer]);
        break;
      }
      case 'provide':
        provide(message.lines);
        break;
      case 'close':
        await pglite.close();
        port.close();
        break;
    }
  });
  tell({ kind: 'opened' });
}

/**
 * What PostgreSQL says is copied, as its next statement writes over it.
 * @param {PGlite} pglite
 * @param {Uint8Array} asked
 */
async function run(pglite, asked) {
  /** @type {Uint8Array[]} */
  const pieces = [];
  await pglite.execProtocolRawStream(asked, {
    syncToFs: false,
    onRawData: (piece) => pieces.push(piece.slice()),
  });
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/**
 * Makes the file that COPY reads. PGlite's own, /dev/blob, copies byte by byte, and out of a Blob.
 * @param {PGlite} pglite
 * @param {string} path
 * @returns {(lines: Uint8Array) => void} gives it the lines that are read next
 */
function addCopyDevice({ Module: { FS } }, path) {
  /** @type {Uint8Array} */
  let provided = new Uint8Array();
  const device = FS.makedev(...DEVICE);
  FS.registerDevice(device, {
    open: () => undefined,
    close: () => undefined,
    /** @type {(stream: unknown, buffer: Uint8Array, offset: number, length: number, position: number) => number} */
    read(_stream, buffer, offset, length, position) {
      const piece = provided.subarray(position, position + length);
      buffer.set(piece, offset);
      return piece.length;
    },
    /** @type {(stream: { position: number }, offset: number, whence: number) => number} */
    llseek: (stream, offset, whence) =>
      whence === 1 ? stream.position + offset : whence === 2 ? provided.length + offset : offset,
  });
  FS.mkdev(path, device);
  return (lines) => {
    provided = lines;
  };
}

if (parentPort !== null) await serve(parentPort, workerData);
