import { expect, it } from 'vitest';
import { describeOnPostgres } from '../../test/databases.ts';
import { startApp } from '../../test/running-app.ts';
import { playLaunchDay } from './play-launch-day.ts';

describeOnPostgres('the demo of a launch day', (database) => {
  it('makes a campaign, tells how the day goes, and finds what it sent', async () => {
    const app = await startApp(database());
    const lines: string[] = [];
    const isEqual = await playLaunchDay({
      url: app.url,
      seconds: 2,
      token: undefined,
      tell: (line) => lines.push(line),
    });
    await app.close();
    expect(isEqual).toBe(true);
    expect(lines.at(-1)).toContain(`${app.url}/campaigns/launch-`);
    expect(lines.some((line) => line.includes('1. '))).toBe(true);
  });
});
