const FIRST_PAIRS = 1_024;
/** The system gives memory where it is written to: a large stretch costs what is used of it, and copying to it comes seldom. */
const GROWTH = 8;

/** What is summed up of a post, in this order: how many posts it stands for, views, likes, comments and shares. */
export const SUMMED = 5;

/** What is known of a pair stands together, so that the processor fetches it at once: the pair as two integers, then the sums as doubles. */
const DOUBLES = 1 + SUMMED;
const INTEGERS = 2 * DOUBLES;

/** Sums by pairs of whole numbers, each from 0 to 2^31 - 1; the pairs are numbered from 0 in the order in which they came first. */
export class PairSums {
  size = 0;
  #capacity = FIRST_PAIRS;
  #sums = new Float64Array(DOUBLES * FIRST_PAIRS);
  #pairs = new Int32Array(this.#sums.buffer);
  /** Twice as many as pairs: number + 1, 0 for none. */
  #slots = new Int32Array(2 * FIRST_PAIRS);

  /** Adds the numbers that stand in `values` from `from` on. */
  add(first: number, second: number, values: Float64Array, from: number): void {
    const place = DOUBLES * this.numberOf(first, second);
    const sums = this.#sums;
    sums[place + 1] = (sums[place + 1] ?? 0) + (values[from] ?? 0);
    sums[place + 2] = (sums[place + 2] ?? 0) + (values[from + 1] ?? 0);
    sums[place + 3] = (sums[place + 3] ?? 0) + (values[from + 2] ?? 0);
    sums[place + 4] = (sums[place + 4] ?? 0) + (values[from + 3] ?? 0);
    sums[place + 5] = (sums[place + 5] ?? 0) + (values[from + 4] ?? 0);
  }

  /** The number of a pair. */
  numberOf(first: number, second: number): number {
    const slots = this.#slots;
    const pairs = this.#pairs;
    const mask = slots.length - 1;
    for (let slot = hashOf(first, second) & mask; ; slot = (slot + 1) & mask) {
      const number = (slots[slot] ?? 0) - 1;
      if (number < 0) return this.#insert(first, second);
      const place = INTEGERS * number;
      if (pairs[place] === first && pairs[place + 1] === second) return number;
    }
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

  /** Whether the posts of a sum were all taken out again. */
  isNothing(number: number): boolean {
    for (let value = 0; value < SUMMED; value++) if (this.sumOf(number, value) !== 0) return false;
    return true;
  }

  /** The same sums by another first number, for which several may come to be one. */
  regroup(toFirst: (first: number) => number): PairSums {
    const regrouped = new PairSums();
    for (let number = 0; number < this.size; number++) {
      regrouped.add(toFirst(this.firstOf(number)), this.secondOf(number), this.#sums, DOUBLES * number + 1);
    }
    return regrouped;
  }

  /** All numbers, those of one first together; these are few beside the pairs. */
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
