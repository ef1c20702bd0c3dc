// Runs of a phase's micro-batches on the compute thread: gradients in blocks of the arena, on their way into the round's sum, and what one
// of them came to where that is audited.
import { must } from "../../common/errors.ts";
import { type Arena, floatsAt } from "./arena.ts";
import type { BlockStack } from "./block-stack.ts";
import { hashOf } from "./hash.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { MicroBatch, MicroBatchSums, PhaseCompute } from "./phase.ts";
import type { PreparedMicroBatch } from "./protocol.ts";
import { type Block, NO_SUMS } from "./round-sums.ts";

interface GradientRunsParts {
  readonly arena: Arena;
  readonly kernels: Kernels;
  readonly compute: PhaseCompute;
  readonly blocks: BlockStack;
  /** Length of a gradient. */
  readonly floats: number;
  readonly inputOf: (microBatch: PreparedMicroBatch) => MicroBatch;
}

/** A micro-batch's gradient and sums; `at` is undefined for one without samples. */
interface Computed {
  readonly at: number | undefined;
  readonly sums: MicroBatchSums;
}

export class GradientRuns {
  readonly #parts: GradientRunsParts;
  #audited: string | undefined;

  constructor(parts: GradientRunsParts) {
    this.#parts = parts;
  }

  /** The range's next micro-batches. @returns blocks that are final now */
  run(microBatches: readonly PreparedMicroBatch[]): readonly Block[] {
    const computed = this.#compute(microBatches);
    return microBatches.flatMap(({ isAudited }, i) => {
      const one = must(computed[i], "a gradient");
      if (isAudited === true) this.#audited = this.#numbersOf(one);
      return this.#parts.blocks.push(one.at, one.sums) ?? [];
    });
  }

  /** What the last micro-batch that was marked as audited came to. */
  get audited(): string {
    return must(this.#audited, "a micro-batch that was audited");
  }

  /** What one comes to that does not count. Between ranges there is room for its gradient: where those of a run lie else. */
  recompute(microBatch: PreparedMicroBatch): string {
    const computed = this.#compute([microBatch]);
    const numbers = this.#numbersOf(must(computed[0], "a gradient"));
    this.#parts.blocks.giveBack(computed);
    return numbers;
  }

  /** As `recompute`, of as many as run at once, and for nothing. */
  rehearse(microBatches: readonly PreparedMicroBatch[]): void {
    this.#parts.blocks.giveBack(this.#compute(microBatches));
  }

  /** Those without samples are not run. */
  #compute(microBatches: readonly PreparedMicroBatch[]): readonly Computed[] {
    const { arena, compute, blocks, floats, inputOf } = this.#parts;
    const full = microBatches.filter(({ input }) => input !== undefined);
    const places = full.map(() => blocks.take());
    const gradients = places.map((at) => floatsAt(arena, at, floats));
    const sums = full.length === 0 ? [] : compute.run(full.map(inputOf), gradients);
    let next = 0;
    return microBatches.map(({ input }) => {
      if (input === undefined) return { at: undefined, sums: NO_SUMS };
      return { at: places[next], sums: must(sums[next++], "the sums of a micro-batch") };
    });
  }

  /** The same text only for the same bits. */
  #numbersOf({ at, sums }: Computed): string {
    if (at === undefined) return "no samples";
    const { arena, kernels, floats } = this.#parts;
    const padded = Math.ceil(floats / LINE_FLOATS) * LINE_FLOATS;
    // Another phase with longer gradients may have left something there.
    floatsAt(arena, at, padded).fill(0, floats);
    const { loss, weight, samples, correct } = sums;
    return [hashOf(kernels, at, padded * 4), loss, weight, samples, correct].join("/");
  }
}

/** Hashes are of whole lines of 64 bytes. */
const LINE_FLOATS = 16;
