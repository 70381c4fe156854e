import { Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../src/config.ts';
import { playLaunchDay } from './demo/play-launch-day.ts';

/** Plays with a server that runs, as somebody new to it would. */
const program = new Command('demo').description('Plays with a running server.');
program
  .command('live')
  .description(
    'Plays a launch day: creators post, people look, click and buy, and the numbers are read back. It makes a campaign of its own. Where the server asks who you are, MARQUEE_TOKEN holds an API token with the scopes EVENTS and READ.',
  )
  .option('--url <url>', 'the server', 'http://127.0.0.1:4000')
  .option('--seconds <seconds>', 'how long the day takes, 5 to 3600', between(5, 3_600), 120)
  .action(async ({ url, seconds }: { readonly url: string; readonly seconds: number }) => {
    const token = readConfig().commandToken;
    const isEqual = await playLaunchDay({ url, seconds, token, tell: (line) => console.log(line) }).catch(
      (error: unknown) => {
        const cause =
          error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
        console.error(
          `${error instanceof Error ? error.message : String(error)}${cause}. Does a server run at ${url}? npm start starts one.`,
        );
        return false;
      },
    );
    process.exitCode = isEqual ? 0 : 1;
  });
await program.parseAsync();

function between(from: number, to: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < from || value > to)
      throw new InvalidArgumentError(`It takes a whole number from ${from} to ${to}.`);
    return value;
  };
}
