// torch_reference.json, and the same steps by our optimizer with the WebAssembly kernels.
import { readFileSync } from "node:fs";
import { must } from "../../../common/errors.ts";
import { createSharedMemory, loadKernels } from "../../../worker/compute/kernels/kernels.ts";
import { applyUpdate, type OptimizerSpec, slotNames, type WeightUpdate } from "../../../worker/compute/optimizer.ts";

export interface TorchCase {
  readonly name: string;
  readonly kind: OptimizerSpec["kind"];
  readonly rate: number;
  readonly spec: OptimizerSpec;
  readonly clipNorm: number | null;
  /** Share of the rate, by step. */
  readonly factors: readonly number[] | null;
  /** Steps before the last tensor gets a gradient. */
  readonly unfrozenAfter: number;
  /** All weights after each of the kept steps. */
  readonly weights: readonly Float32Array[];
  /** The gradient's norm in each step; empty without clipping. */
  readonly norms: readonly number[];
}

interface Tensor {
  readonly size: number;
  /** Times the case's rate. */
  readonly rate: number;
}

interface TorchReference {
  /** Steps whose weights were kept, from 1. */
  readonly kept: readonly number[];
  readonly tensors: readonly Tensor[];
  readonly initial: Float32Array;
  /** By step. */
  readonly gradients: readonly Float32Array[];
  readonly cases: readonly TorchCase[];
}

type RawCase = Omit<TorchCase, "weights" | "spec"> & { readonly weights: readonly string[] };
interface Raw extends Pick<TorchReference, "kept" | "tensors"> {
  readonly weights: string;
  readonly gradients: readonly string[];
  readonly cases: readonly RawCase[];
}

// From dist/test/unit/optimizers.
const FILE = new URL("../../../../test/fixtures/optimizers/torch_reference.json", import.meta.url);

export function readTorchReference(): TorchReference {
  const { kept, tensors, weights, gradients, cases } = JSON.parse(readFileSync(FILE, "utf8")) as Raw;
  return {
    kept,
    tensors,
    initial: floatsOf(weights),
    gradients: gradients.map(floatsOf),
    // A case's keys beside these are the optimizer's settings by the names that ours has.
    cases: cases.map((one) => ({ ...one, spec: one as unknown as OptimizerSpec, weights: one.weights.map(floatsOf) })),
  };
}

function floatsOf(base64: string): Float32Array {
  return new Float32Array(new Uint8Array(Buffer.from(base64, "base64")).buffer);
}

const reference = readTorchReference();
const FLOATS = reference.initial.length;
/** What the recorded gradients are the mean over: a power of two, so that the sums are exact. */
const WEIGHT_SUM = 4;

const memory = createSharedMemory(1 << 20);
const kernels = loadKernels(memory);
/** Byte offsets of the weights, two slots and the gradient. */
const PLACES = { weights: 65_536, slots: [131_072, 196_608], gradient: 262_144 } as const;

export interface OurRun {
  /** After each of the kept steps. */
  readonly weights: readonly Float32Array[];
  /** The largest absolute value that each weight had, the initial one included. */
  readonly largest: readonly number[];
  readonly norms: readonly number[];
}

/** All steps of a case; the gradients come as sums, which the update divides. */
export function runCase(one: TorchCase): OurRun {
  view(PLACES.weights).set(reference.initial);
  for (const slot of PLACES.slots) view(slot).fill(0);
  const steps = reference.gradients.map((gradient, step) => {
    const gradientNorm = runStep(one, gradient, step + 1);
    return { gradientNorm, weights: view(PLACES.weights).slice() };
  });
  return {
    weights: reference.kept.map((step) => must(steps[step - 1], "a step").weights),
    largest: [...reference.initial].map((value, i) =>
      Math.max(Math.abs(value), ...steps.map(({ weights }) => Math.abs(must(weights[i], "a weight")))),
    ),
    norms: steps.map(({ gradientNorm }) => gradientNorm),
  };
}

function runStep(one: TorchCase, gradient: Float32Array, step: number): number {
  const updates = updatesOf(one, step);
  const floats = updates.reduce((sum, { size }) => sum + size, 0);
  view(PLACES.gradient).set(gradient.map((value) => value * WEIGHT_SUM));
  return applyUpdate(kernels, {
    spec: one.spec,
    updates,
    weights: PLACES.weights,
    slots: PLACES.slots.slice(0, slotNames(one.spec).length),
    sum: PLACES.gradient,
    gradient: PLACES.gradient,
    floats,
    weightSum: WEIGHT_SUM,
    clipNorm: one.clipNorm ?? undefined,
  }).gradientNorm;
}

/** The tensors that train in a step, each with its own rate and count. */
function updatesOf(one: TorchCase, step: number): WeightUpdate[] {
  const rate = one.rate * (one.factors?.[step - 1] ?? 1);
  let offset = 0;
  return reference.tensors.flatMap((tensor, i) => {
    const late = i === reference.tensors.length - 1 ? one.unfrozenAfter : 0;
    const place = { offset, gradientOffset: offset, size: tensor.size };
    offset += tensor.size;
    return step <= late ? [] : [{ ...place, learningRate: rate * tensor.rate, updates: step - late }];
  });
}

function view(at: number): Float32Array {
  return new Float32Array(memory.buffer, at, FLOATS);
}
