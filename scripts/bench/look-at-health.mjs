// A thread that asks for a server's health ten times a second until it is told to end, and then tells how many milliseconds each answer
// took. A thread of its own: what sends the load is busy itself.
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

const times = [];
let hasEnded = false;
parentPort?.once('message', () => {
  hasEnded = true;
});
while (!hasEnded) {
  const begun = performance.now();
  const response = await fetch(workerData.url);
  await response.text();
  times.push(performance.now() - begun);
  await sleep(100);
}
parentPort?.postMessage(times);
