import { Command, InvalidArgumentError } from 'commander';

export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
  /** Requests a second, over all clients. */
  readonly rate: number;
  /** How many requests wait for an answer at once, at the most. */
  readonly clients: number;
  readonly importSeconds: number;
  /** Where the servers' logs are written; nowhere without it. */
  readonly logs?: string;
}

export function readOptions(argv: readonly string[]): SoakOptions {
  return new Command('soak')
    .description(
      'Runs two servers on one PostgreSQL and one Redis under a long mixed load, with imports, dropped clients and kills. ' +
        'Ends with 1 where something grows without bound, an answer is wrong, or an error has no excuse.',
    )
    .option('--minutes <minutes>', 'how long, 0.5 to 1440', between(0.5, 1_440), 15)
    .option('--seed <number>', 'the same seed makes the same choices', between(0, 4_294_967_295), 1)
    .option('--rate <requests>', 'requests a second, 1 to 5000', between(1, 5_000), 250)
    .option('--clients <number>', 'requests at once at the most, 1 to 500', between(1, 500), 24)
    .option('--import-seconds <seconds>', 'an import begins so often, 1 to 600', between(1, 600), 5)
    .option('--logs <folder>', "writes the servers' logs there")
    .parse([...argv])
    .opts<SoakOptions>();
}

function between(from: number, to: number) {
  return (text: string): number => {
    const value = Number(text);
    if (Number.isNaN(value) || value < from || value > to)
      throw new InvalidArgumentError(`It takes a number from ${from} to ${to}.`);
    return value;
  };
}
