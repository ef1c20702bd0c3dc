// A worker's compute thread: one run of micro-batches after the other. When a generation ends within a round, what was computed of a
// range, or is in hand, is kept; the next generation's plan says what becomes of it.
import { isSameRange, blocksOf, type TreeRange } from "../../common/tree.ts";
import type { Process } from "./process.ts";
import type { Surroundings } from "./surroundings.ts";

/** Of one round. */
export interface Work {
  /** Rounds that were complete before it. */
  readonly number: number;
  readonly leaves: number;
  kept: readonly TreeRange[];
  /** The range under way, as far as its runs have begun. */
  current: TreeRange | undefined;
  /** A micro-batch that has come to wrong numbers here. */
  wrong?: number | undefined;
}

export interface ComputingOwner {
  run(lo: number, hi: number, work: Work, done: boolean): void;
  /** This worker dies of what it computes. */
  died(): void;
  /** It fails at what it computes, and says so. */
  failed(reason: string): void;
  /** A sample of these micro-batches can't be used by anybody. */
  refused(reason: string): void;
}

interface Job {
  readonly work: Work;
  readonly block: (block: TreeRange) => void;
  readonly done: () => void;
  todo: readonly TreeRange[];
  at: number;
}

export class Computing {
  /** Micro-batches that are run at once, and how long one takes. */
  readonly towers: number;
  readonly msPerMicroBatch: number;
  /** Its runs never end. */
  isStuck = false;
  /** The run in hand, or the next one, fails. */
  throwsNext = false;
  readonly #world: Surroundings;
  readonly #process: Process;
  readonly #owner: ComputingOwner;
  #job: Job | undefined;
  #isBusy = false;

  constructor(world: Surroundings, process: Process, owner: ComputingOwner) {
    const { random } = world.scheduler;
    this.towers = random.pick([1, 1, 2, 3]);
    this.msPerMicroBatch = random.pick([1, 5, 20, 60]);
    this.#world = world;
    this.#process = process;
    this.#owner = owner;
  }

  /** Of what is held only `ranges` are wanted; the rest of them is computed, as soon as the thread is free. */
  begin(work: Work, ranges: readonly TreeRange[], owner: Pick<Job, "block" | "done">): void {
    const job: Job = { work, ...owner, todo: ranges, at: 0 };
    this.#job = job;
    if (!this.#isBusy) this.#takeUp(job);
  }

  /** The run in hand goes on to its end. */
  interrupt(): void {
    this.#job = undefined;
  }

  /** What is held of a round: each range of it, computed or in hand. */
  static heldOf({ kept, current }: Work): readonly TreeRange[] {
    return current === undefined ? kept : [...kept, current];
  }

  #takeUp(job: Job): void {
    const { work } = job;
    const held = work.kept.filter((range) => job.todo.some((wanted) => isSameRange(wanted, range)));
    work.kept = held;
    const { wrong } = work;
    if (wrong !== undefined && !held.some(({ lo, hi }) => lo <= wrong && wrong < hi)) work.wrong = undefined;
    job.todo = job.todo.filter((wanted) => !held.some((range) => isSameRange(wanted, range)));
    job.at = job.todo[0]?.lo ?? 0;
    for (const range of held) for (const block of blocksOf(work.leaves, range)) job.block(block);
    if (this.#job === job) this.#runNext(job);
  }

  #runNext(job: Job): void {
    const [range] = job.todo;
    if (range === undefined) {
      job.done();
      return;
    }
    const { work, at: lo } = job;
    const hi = Math.min(range.hi, lo + this.towers);
    work.current = { lo: range.lo, hi };
    this.#isBusy = true;
    this.#owner.run(lo, hi, work, false);
    if (this.isStuck) return;
    const { random } = this.#world.scheduler;
    this.#process.after((hi - lo) * this.msPerMicroBatch * random.between(0.8, 1.2), () => {
      if (this.#world.isPoison(work.number, lo, hi)) this.#owner.died();
      else if (this.throwsNext) this.#owner.failed("computing failed");
      else if (this.#world.isCorrupt(work.number, lo, hi)) this.#owner.refused("a sample does not decode");
      else this.#ran(job, range, lo, hi);
    });
  }

  #ran(job: Job, range: TreeRange, lo: number, hi: number): void {
    const { work } = job;
    this.#isBusy = false;
    this.#owner.run(lo, hi, work, true);
    if (this.#job !== job || hi === range.hi) {
      work.kept = [...work.kept, { lo: range.lo, hi }];
      work.current = undefined;
    }
    if (this.#job !== job) {
      if (this.#job !== undefined) this.#takeUp(this.#job);
      return;
    }
    if (hi === range.hi) job.todo = job.todo.slice(1);
    job.at = hi === range.hi ? (job.todo[0]?.lo ?? 0) : hi;
    for (const block of blocksOf(work.leaves, range)) if (block.hi > lo && block.hi <= hi) job.block(block);
    this.#runNext(job);
  }
}
