// What may go wrong on the compute thread. The agent thread says so by the environment, which both threads share.
import { must } from "../../../common/errors.ts";
import { createArena } from "../../../worker/compute/arena.ts";
import type { OpenBackend } from "../../../worker/compute/backend.ts";
import type { PhaseCompute } from "../../../worker/compute/phase.ts";
import type { ComputeFault } from "./faults.ts";

const VARIABLE = "ELASTUNE_TEST_ARMED";
/** In the mantissa's upper half, so that no rounding hides it. */
const BIT = 1 << 22;

/** It happens in the next run, or from then on. */
export function armCompute({ kind }: ComputeFault): void {
  process.env[VARIABLE] = kind;
}

export async function withComputeFaults(open: OpenBackend, ...request: Parameters<OpenBackend>) {
  const backend = await open(...request);
  return { ...backend, createPhase: (parts) => faulty(backend.createPhase(parts)) } satisfies typeof backend;
}

function faulty(compute: PhaseCompute): PhaseCompute {
  const run: PhaseCompute["run"] = (microBatches, gradients) => {
    const kind = process.env[VARIABLE];
    if (kind !== "wrong-bits-in-gradients") Reflect.deleteProperty(process.env, VARIABLE);
    if (kind === "throw-in-compute") throw new Error("an error of the computing that was planned");
    const sums = compute.run(microBatches, gradients);
    const gradient = must(gradients[0], "a gradient");
    if (kind === "wrong-bit-in-gradient" || kind === "wrong-bits-in-gradients")
      flip(gradient.buffer, gradient.byteOffset);
    if (kind === "wrong-bit-in-weights") flip(gradient.buffer, STATE);
    return sums;
  };
  return {
    kind: compute.kind,
    towers: compute.towers,
    graph: compute.graph,
    setWeights: (valuesOf) => {
      compute.setWeights(valuesOf);
    },
    run,
    evaluate: (microBatches) => compute.evaluate(microBatches),
    close: () => {
      compute.close();
    },
  };
}

/** Where the weights begin in the memory in which the gradients lie too, whatever the job. */
const { state: STATE } = createArena({
  parameters: 1,
  phaseParameters: 1,
  vectors: [],
  blocks: 0,
  inputs: 0,
  microBatchSize: 1,
  inputBytes: 0,
  exchangeBytes: 0,
});

function flip(buffer: ArrayBufferLike, at: number): void {
  const word = new Uint32Array(buffer, at, 1);
  word[0] = must(word[0], "a float") ^ BIT;
}
