// One optimizer step over the flat vectors: divide by the weight sum, clip by the global norm, update each weight at its own rate.
// Scalars are made in float64 and rounded once; everything per element is float32 in WebAssembly.
import type { Kernels } from "./kernels/kernels.ts";

export type OptimizerSpec =
  | { readonly kind: "sgd"; readonly momentum: number; readonly nesterov: boolean; readonly weightDecay: number }
  | {
      readonly kind: "adamw";
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
      readonly weightDecay: number;
    };

/** Names of the optimizer's slots, in memory order; each is as long as the weights. */
export function slotNames(spec: OptimizerSpec): readonly string[] {
  if (spec.kind === "adamw") return ["m", "v"];
  return spec.momentum === 0 ? [] : ["momentum"];
}

/** One weight's update: where it lies in the state's vectors and in the gradient, in floats, and its own rate and count. */
export interface WeightUpdate {
  readonly offset: number;
  readonly gradientOffset: number;
  readonly size: number;
  readonly learningRate: number;
  /** Its updates, this one counted in, from 1 (AdamW's bias correction). */
  readonly updates: number;
}

export interface UpdateRequest {
  readonly spec: OptimizerSpec;
  readonly updates: readonly WeightUpdate[];
  /** Byte offsets; slots in the order of `slotNames`. */
  readonly weights: number;
  readonly slots: readonly number[];
  /** The sum of gradients, which stays as it is unless `gradient` is the same. */
  readonly sum: number;
  /** Takes the mean gradient. */
  readonly gradient: number;
  /** Floats of the gradient that are divided and measured. */
  readonly floats: number;
  readonly weightSum: number;
  /** Global-norm limit, or undefined for none. */
  readonly clipNorm: number | undefined;
}

export interface UpdateOutcome {
  /** Before clipping; not finite when any element was not, and then nothing was updated. */
  readonly gradientNorm: number;
  readonly applied: boolean;
}

export function applyUpdate(kernels: Kernels, request: UpdateRequest): UpdateOutcome {
  const { gradient, floats, clipNorm } = request;
  const gradientNorm = Math.sqrt(kernels.mean(gradient, request.sum, floats, request.weightSum));
  if (!Number.isFinite(gradientNorm)) return { gradientNorm, applied: false };
  // As torch.nn.utils.clip_grad_norm_: max / (norm + 1e-6), never larger than 1.
  if (clipNorm !== undefined && gradientNorm > clipNorm)
    kernels.scale(gradient, floats, clipNorm / (gradientNorm + 1e-6));
  for (const update of request.updates) updateWeight(kernels, request, update);
  return { gradientNorm, applied: true };
}

function updateWeight(kernels: Kernels, request: UpdateRequest, update: WeightUpdate): void {
  const { spec } = request;
  const at = (vector: number): number => vector + update.offset * 4;
  const [first, second] = request.slots;
  const w = at(request.weights);
  const g = request.gradient + update.gradientOffset * 4;
  const rate = update.learningRate;
  if (spec.kind === "sgd") {
    // Without momentum there is no slot: the kernel never touches the pointer then.
    kernels.sgd(
      w,
      at(first ?? request.weights),
      g,
      update.size,
      rate,
      spec.momentum,
      spec.nesterov ? 1 : 0,
      spec.weightDecay,
    );
    return;
  }
  const correction1 = 1 - spec.beta1 ** update.updates;
  const correction2 = 1 - spec.beta2 ** update.updates;
  kernels.adamw(
    w,
    at(first ?? 0),
    at(second ?? 0),
    g,
    update.size,
    1 - rate * spec.weightDecay,
    spec.beta1,
    spec.beta2,
    1 - spec.beta1,
    1 - spec.beta2,
    rate / correction1,
    Math.sqrt(correction2),
    spec.epsilon,
  );
}
