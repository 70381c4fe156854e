// Loaded into a measured process before its program: tells what the process used, when asked and at its end.
import { writeFileSync } from 'node:fs';

if (process.send !== undefined) {
  process.on('message', (message) => {
    if (message === 'usage') process.send?.(process.cpuUsage());
  });
  // Listening must not keep the process alive.
  process.channel?.unref();
}

const file = process.env.BENCH_USAGE_FILE;
if (file !== undefined) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeFileSync(file, JSON.stringify({ cpu: userCPUTime + systemCPUTime, peakMegabytes: maxRSS / 1_024 }));
  });
}
