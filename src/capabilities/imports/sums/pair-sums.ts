const FIRST_PAIRS = 1_024;

/** What is summed up of a post, in this order: how many posts it stands for, views, likes, comments and shares. */
export const SUMMED = 5;

/** Sums by two whole numbers, each from 0 to 2^31 - 1, in 48 bytes and 8 to 16 to find them by. */
export class PairSums {
  size = 0;
  #pairs = new Int32Array(2 * FIRST_PAIRS);
  #sums = new Float64Array(SUMMED * FIRST_PAIRS);
  /** At least twice as many as pairs: place + 1, 0 for none. */
  #slots = new Int32Array(2 * FIRST_PAIRS);

  /** Adds the numbers that stand in `values` from `from` on. */
  add(first: number, second: number, values: Float64Array, from: number): void {
    const place = SUMMED * this.#find(first, second);
    const sums = this.#sums;
    for (let value = 0; value < SUMMED; value++) {
      sums[place + value] = (sums[place + value] ?? 0) + (values[from + value] ?? 0);
    }
  }

  firstOf(place: number): number {
    return this.#pairs[2 * place] ?? 0;
  }

  secondOf(place: number): number {
    return this.#pairs[2 * place + 1] ?? 0;
  }

  sumOf(place: number, value: number): number {
    return this.#sums[SUMMED * place + value] ?? 0;
  }

  /** The same sums by other pairs, of which several may come to be one. */
  regroup(toPair: (first: number, second: number) => readonly [number, number]): PairSums {
    const regrouped = new PairSums();
    for (let place = 0; place < this.size; place++) {
      const [first, second] = toPair(this.firstOf(place), this.secondOf(place));
      regrouped.add(first, second, this.#sums, SUMMED * place);
    }
    return regrouped;
  }

  /** Every place, those of one first number together. */
  *byFirst(): Generator<number> {
    const sorted = new Float64Array(this.size);
    for (let place = 0; place < this.size; place++) sorted[place] = this.firstOf(place) * this.size + place;
    for (const key of sorted.sort()) yield key % this.size;
  }

  #find(first: number, second: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hashOf(first, second) & mask; ; slot = (slot + 1) & mask) {
      const place = (slots[slot] ?? 0) - 1;
      if (place < 0) return this.#insert(first, second);
      if (this.#pairs[2 * place] === first && this.#pairs[2 * place + 1] === second) return place;
    }
  }

  #insert(first: number, second: number): number {
    if (2 * this.size === this.#pairs.length) this.#grow();
    const place = this.size++;
    this.#pairs[2 * place] = first;
    this.#pairs[2 * place + 1] = second;
    this.#enter(place);
    return place;
  }

  #enter(place: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hashOf(this.firstOf(place), this.secondOf(place)) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = place + 1;
  }

  #grow(): void {
    const pairs = new Int32Array(4 * this.size);
    pairs.set(this.#pairs);
    this.#pairs = pairs;
    const sums = new Float64Array(2 * SUMMED * this.size);
    sums.set(this.#sums);
    this.#sums = sums;
    this.#slots = new Int32Array(4 * this.size);
    for (let place = 0; place < this.size; place++) this.#enter(place);
  }
}

function hashOf(first: number, second: number): number {
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
