// Simulated time: what is to happen is a queue by time, and nothing else runs. What happened is a trace, so two runs of one seed can be
// compared word by word.
import { mixText } from "../../common/sampling/hash.ts";
import { Random } from "./random.ts";

interface Due {
  readonly atMs: number;
  /** Of two at the same time, the one that was planned first. */
  readonly order: number;
  readonly run: () => void;
}

export class Scheduler {
  readonly random: Random;
  readonly trace: string[] = [];
  readonly #heap: Due[] = [];
  #nowMs = 0;
  #order = 0;
  #digest: readonly [number, number] = [0, 0];

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Of the whole trace: equal for two runs only if they went the same way. */
  get digest(): string {
    return this.#digest.map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
  }

  after(ms: number, run: () => void): void {
    this.at(this.#nowMs + ms, run);
  }

  at(atMs: number, run: () => void): void {
    const due = { atMs, order: this.#order++, run };
    this.#heap.push(due);
    this.#rise(this.#heap.length - 1, due);
  }

  note(what: string): void {
    const line = `${this.#nowMs.toFixed(3)} ${what}`;
    this.trace.push(line);
    this.#digest = mixText(line, ...this.#digest);
  }

  /** Until nothing is left to do, or the time is over. @returns whether nothing is left */
  run(untilMs: number): boolean {
    for (let due = this.#heap[0]; due !== undefined; due = this.#heap[0]) {
      if (due.atMs > untilMs) return false;
      this.#removeFirst();
      this.#nowMs = due.atMs;
      due.run();
    }
    return true;
  }

  #rise(from: number, due: Due): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = this.#heap[parent];
      if (above === undefined || isBefore(above, due)) break;
      this.#heap[at] = above;
      at = parent;
    }
    this.#heap[at] = due;
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    let at = 0;
    for (;;) {
      const [left, right] = [this.#heap[2 * at + 1], this.#heap[2 * at + 2]];
      if (left === undefined) break;
      const isRight = right !== undefined && isBefore(right, left);
      const below = isRight ? right : left;
      if (isBefore(last, below)) break;
      this.#heap[at] = below;
      at = 2 * at + (isRight ? 2 : 1);
    }
    this.#heap[at] = last;
  }
}

function isBefore(a: Due, b: Due): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
