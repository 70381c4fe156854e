/** A value that is read in two ways. */
export interface Example {
  readonly line: number;
  readonly written: string;
}

/** What the values of one column say about which of two ways they are written in. */
export class Evidence<Way extends string> {
  /** The first value that is read both ways, as different values. */
  example: Example | null = null;
  readonly #ways: readonly [Way, Way];
  /** How many values are read in one way only. */
  readonly #only: Record<number, number> = { 0: 0, 1: 0 };
  /** What the values that are read both ways suggest by themselves. */
  readonly #suggested = new Set<Way | null>();

  constructor(ways: readonly [Way, Way]) {
    this.#ways = ways;
  }

  /** Whether any value was noted. */
  get isEmpty(): boolean {
    return this.#only[0] === 0 && this.#only[1] === 0 && this.example === null;
  }

  /** Notes a value that is read in one way only. */
  addOnly(way: Way): void {
    const index = this.#ways.indexOf(way);
    this.#only[index] = (this.#only[index] ?? 0) + 1;
  }

  /** Notes a value that is read both ways; `suggests`: the way that is likelier of such a value in a file that uses it. */
  addDiffering(example: Example, suggests: Way | null): void {
    this.example ??= example;
    this.#suggested.add(suggests);
  }

  /**
   * The way of the column. `usual`: the way that the rest of the file has; it decides only together with what the values
   * suggest. null: some values are read both ways, and nothing decides, or the others contradict each other.
   */
  decide(usual: Way | null): Way | null {
    const [first, second] = this.#ways;
    const firsts = this.#only[0] ?? 0;
    const seconds = this.#only[1] ?? 0;
    if (firsts > 0 && seconds > 0 && this.example !== null) return null;
    if (firsts > 0 || seconds > 0 || this.example === null) return seconds > firsts ? second : first;
    return usual !== null && this.#suggested.size === 1 && this.#suggested.has(usual) ? usual : null;
  }
}
