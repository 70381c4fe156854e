const FIRST_PAIRS = 1_024;
/** The system allocates memory on first write: a large array costs only what is used of it, and copying is rare. */
const GROWTH = 8;

/** The values summed up per post, in this order: number of posts, views, likes, comments and shares. */
export const SUMMED = 5;

/** A pair and its sums are adjacent, so that the processor fetches them together: two integers, then the sums as doubles. */
const DOUBLES = 1 + SUMMED;
const INTEGERS = 2 * DOUBLES;

/** A batch of additions to pairs. In a batch they take a fraction of the time, as the processor fetches many pairs in parallel. */
export class Additions {
  count = 0;
  readonly firsts: Int32Array;
  readonly seconds: Int32Array;
  /** Which group of {@link SUMMED} values is added. */
  readonly groups: Int32Array;
  /** Scratch memory of the lookup. */
  readonly found: Int32Array;

  constructor(capacity: number) {
    this.firsts = new Int32Array(capacity);
    this.seconds = new Int32Array(capacity);
    this.groups = new Int32Array(capacity);
    this.found = new Int32Array(capacity);
  }

  get isFull(): boolean {
    return this.count === this.firsts.length;
  }

  push(first: number, second: number, group: number): void {
    const at = this.count++;
    this.firsts[at] = first;
    this.seconds[at] = second;
    this.groups[at] = group;
  }
}

/** Sums by pairs of integers from 0 to 2^31 - 1; the pairs are numbered from 0 in order of first occurrence. */
export class PairSums {
  size = 0;
  #capacity = FIRST_PAIRS;
  #sums = new Float64Array(DOUBLES * FIRST_PAIRS);
  #pairs = new Int32Array(this.#sums.buffer);
  /** The hash table, at most half full: number + 1, or 0 for empty. */
  #slots = new Int32Array(2 * FIRST_PAIRS);

  /** Adds a batch of groups of `values`, and clears the batch. */
  addAll(additions: Additions, values: Float64Array): void {
    const { count, firsts, seconds, groups, found } = additions;
    const slots = this.#slots;
    const pairs = this.#pairs;
    const mask = slots.length - 1;
    // All slots and then all pairs are requested before the first is awaited.
    for (let at = 0; at < count; at++) {
      found[at] = slots[hashOf(firsts[at] ?? 0, seconds[at] ?? 0) & mask] ?? 0;
    }
    for (let at = 0; at < count; at++) found[at] = pairs[INTEGERS * Math.max(0, (found[at] ?? 0) - 1)] ?? 0;
    for (let at = 0; at < count; at++) {
      this.add(firsts[at] ?? 0, seconds[at] ?? 0, values, SUMMED * (groups[at] ?? 0));
    }
    additions.count = 0;
  }

  /** Adds the values of `values` from index `from` on. */
  add(first: number, second: number, values: Float64Array, from: number): void {
    const index = DOUBLES * this.numberOf(first, second);
    const sums = this.#sums;
    sums[index + 1] = (sums[index + 1] ?? 0) + (values[from] ?? 0);
    sums[index + 2] = (sums[index + 2] ?? 0) + (values[from + 1] ?? 0);
    sums[index + 3] = (sums[index + 3] ?? 0) + (values[from + 2] ?? 0);
    sums[index + 4] = (sums[index + 4] ?? 0) + (values[from + 3] ?? 0);
    sums[index + 5] = (sums[index + 5] ?? 0) + (values[from + 4] ?? 0);
  }

  /** The number of a pair. */
  numberOf(first: number, second: number): number {
    const slots = this.#slots;
    const pairs = this.#pairs;
    const mask = slots.length - 1;
    for (let slot = hashOf(first, second) & mask; ; slot = (slot + 1) & mask) {
      const number = (slots[slot] ?? 0) - 1;
      if (number < 0) return this.#insert(first, second);
      const index = INTEGERS * number;
      if (pairs[index] === first && pairs[index + 1] === second) return number;
    }
  }

  /** Forgets all pairs, and keeps the memory for the next ones. */
  clear(): void {
    this.#sums.fill(0, 0, DOUBLES * this.size);
    this.#slots.fill(0);
    this.size = 0;
  }

  firstOf(number: number): number {
    return this.#pairs[INTEGERS * number] ?? 0;
  }

  secondOf(number: number): number {
    return this.#pairs[INTEGERS * number + 1] ?? 0;
  }

  sumOf(number: number, value: number): number {
    return this.#sums[DOUBLES * number + 1 + value] ?? 0;
  }

  /** Whether all posts of a sum were subtracted again. */
  isNothing(number: number): boolean {
    for (let value = 0; value < SUMMED; value++) if (this.sumOf(number, value) !== 0) return false;
    return true;
  }

  /** The same sums with the first numbers mapped; pairs that become equal are added up. */
  regroup(toFirst: (first: number) => number): PairSums {
    const regrouped = new PairSums();
    for (let number = 0; number < this.size; number++) {
      regrouped.add(toFirst(this.firstOf(number)), this.secondOf(number), this.#sums, DOUBLES * number + 1);
    }
    return regrouped;
  }

  /** All numbers, grouped by the first number of their pairs. There are far fewer first numbers than pairs. */
  byFirst(): Int32Array {
    let firsts = 0;
    for (let number = 0; number < this.size; number++) firsts = Math.max(firsts, this.firstOf(number) + 1);
    const ends = new Int32Array(firsts + 1);
    for (let number = 0; number < this.size; number++) {
      const next = this.firstOf(number) + 1;
      ends[next] = (ends[next] ?? 0) + 1;
    }
    for (let first = 1; first < firsts; first++) ends[first] = (ends[first] ?? 0) + (ends[first - 1] ?? 0);
    const sorted = new Int32Array(this.size);
    for (let number = 0; number < this.size; number++) {
      const first = this.firstOf(number);
      const at = ends[first] ?? 0;
      sorted[at] = number;
      ends[first] = at + 1;
    }
    return sorted;
  }

  #insert(first: number, second: number): number {
    if (this.size === this.#capacity) this.#grow();
    const number = this.size++;
    this.#pairs[INTEGERS * number] = first;
    this.#pairs[INTEGERS * number + 1] = second;
    this.#enter(number);
    return number;
  }

  #enter(number: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hashOf(this.firstOf(number), this.secondOf(number)) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = number + 1;
  }

  #grow(): void {
    this.#capacity *= GROWTH;
    const sums = new Float64Array(DOUBLES * this.#capacity);
    sums.set(this.#sums);
    this.#sums = sums;
    this.#pairs = new Int32Array(sums.buffer);
    this.#slots = new Int32Array(2 * this.#capacity);
    for (let number = 0; number < this.size; number++) this.#enter(number);
  }
}

function hashOf(first: number, second: number): number {
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
