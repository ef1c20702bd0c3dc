// A training job that is small but real: the rounds of common/program over a few weights, with gradients whose float32 sums depend on the
// order of the additions. One pass without any workers is the reference.
import { childrenOf, type TreeRange } from "../../common/tree.ts";
import type { Outcome, Round } from "../../common/program/rounds.ts";
import { commitEvaluation, commitFeatures, commitTrain, nextRound, withStop } from "../../common/program/rounds.ts";
import { FEATURE_BLOCK, type TrainingProgram } from "../../common/program/program.ts";
import { initialState, type MetricValues, type ProgramState } from "../../common/program/state.ts";
import { mix, mixText } from "../../common/sampling/hash.ts";
import { trainMicroBatch } from "../../common/sampling/micro-batches.ts";

export interface ModelState {
  readonly program: ProgramState;
  readonly weights: Float32Array;
  readonly best: Float32Array;
}

export interface Model {
  readonly program: TrainingProgram;
  readonly floats: number;
  /** Steps from one audit to the next; 0 for none. */
  readonly auditEvery: number;
}

export function initialModelState({ program, floats }: Model): ModelState {
  const weights = Float32Array.from({ length: floats }, (_, i) => mix(program.seed, i) / 2 ** 32 - 0.5);
  return { program: initialState(program), weights, best: weights };
}

/** 16 hex digits. */
export function hashOf({ program, weights, best }: ModelState): string {
  return textHash(JSON.stringify([program, [...weights], [...best]]));
}

export function textHash(text: string): string {
  return mixText(text)
    .map((half) => (half >>> 0).toString(16).padStart(8, "0"))
    .join("");
}

/** Micro-batches of a round; the end has one sign of life for each worker, and nothing to compute. */
export function leavesOf({ program }: Model, round: Round): number {
  switch (round.kind) {
    case "train":
      return program.microBatches;
    case "evaluate":
      return Math.ceil((round.samples * program.microBatches) / round.batchSize);
    case "features":
      return Math.ceil(round.samples / FEATURE_BLOCK);
    case "end":
      return 0;
  }
}

/** Indices of a micro-batch's samples, without padding. */
export function samplesOf({ program }: Model, round: Extract<Round, { kind: "train" }>, m: number): readonly number[] {
  const at = { ...round, seed: program.seed, microBatches: program.microBatches, trainSize: program.samples.train };
  return [...trainMicroBatch(at, m).samples].filter((sample) => sample >= 0);
}

/** Of one micro-batch: a function of the weights, the round and the samples; undefined for one of padding only. */
function gradientOf(
  model: Model,
  state: ModelState,
  round: Extract<Round, { kind: "train" }>,
  m: number,
): Float32Array | undefined {
  const samples = samplesOf(model, round, m);
  if (samples.length === 0) return undefined;
  // Magnitudes differ by up to 2^8, so that (a + b) + c is rarely a + (b + c).
  return state.weights.map((weight, i) => {
    const noise = mix(round.step, i, ...samples);
    return weight + (noise / 2 ** 32 - 0.5) * 2 ** (noise % 9);
  });
}

/** What a complete round makes of the state. @param sum undefined when the round has none */
export function committed(model: Model, state: ModelState, round: Round, sum: Float32Array | undefined): ModelState {
  switch (round.kind) {
    case "train": {
      const weights = state.weights.map((weight, i) => weight - 0.01 * (sum?.[i] ?? 0));
      return settled({ ...state, weights }, commitTrain(model.program, state.program, round, sum !== undefined));
    }
    case "evaluate":
      return settled(
        state,
        commitEvaluation(model.program, state.program, round, () => metricsOf(state)),
      );
    case "features":
      return settled(state, commitFeatures(state.program, round));
    case "end":
      return state;
  }
}

export function stopped(model: Model, state: ModelState): ModelState {
  return settled(state, withStop(model.program, state.program));
}

/** A bit of its weights is wrong. */
export function spoiled(state: ModelState, by: number): ModelState {
  return { ...state, weights: state.weights.map((weight, i) => (i === 0 ? weight + by : weight)) };
}

/** The state at the end when one process does everything, stopped by the same command after the same round. */
export function referenceState(model: Model, stopAfter: number | undefined): ModelState {
  for (let state = initialModelState(model); ; ) {
    const round = nextRound(model.program, state.program);
    if (round.kind === "end") return state;
    const before = state.program.round;
    const sum =
      round.kind === "train" ? treeSum(model, state, round, { lo: 0, hi: leavesOf(model, round) }) : undefined;
    state = committed(model, state, round, sum);
    if (before === stopAfter) state = stopped(model, state);
  }
}

/** The definition of R, word for word: tree(lo, hi) = tree(lo, mid) + tree(mid, hi). */
export function treeSum(
  model: Model,
  state: ModelState,
  round: Extract<Round, { kind: "train" }>,
  node: TreeRange,
): Float32Array | undefined {
  const children = childrenOf(node);
  if (children === undefined) return gradientOf(model, state, round, node.lo);
  const [left, right] = children.map((child) => treeSum(model, state, round, child));
  if (left === undefined || right === undefined) return left ?? right;
  return left.map((value, i) => value + (right[i] ?? 0));
}

function settled(
  state: ModelState,
  { state: program, outcomes }: { state: ProgramState; outcomes: readonly Outcome[] },
) {
  let { weights, best } = state;
  for (const { kind } of outcomes) {
    if (kind === "keep-best") best = weights;
    if (kind === "restore-best") weights = best;
  }
  return { program, weights, best };
}

function metricsOf({ weights }: ModelState): MetricValues {
  const loss = weights.reduce((sum, weight) => sum + weight * weight, 0);
  return { loss, accuracy: 1 / (1 + loss) };
}
