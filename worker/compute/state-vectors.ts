// The flat vectors of State in the arena: which float is which weight.
import { must } from "../../common/errors.ts";
import { weightPath } from "../model/network.ts";
import type { PreparedModel, PreparedPhase } from "../model/prepare.ts";
import { type Arena, floatsAt, vectorAt } from "./arena.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { UpdateRequest, WeightUpdate } from "./optimizer.ts";
import type { TrainableWeight, ValuesOf } from "./phase.ts";

/** Name of the vector that keeps a phase's best weights. */
export const BEST = "best";

export class StateVectors {
  readonly #arena: Arena;
  readonly #kernels: Kernels;
  readonly #stateOffsets: ReadonlyMap<string, number>;
  readonly #views = new WeakMap<TrainableWeight, Float32Array>();

  constructor(arena: Arena, kernels: Kernels, stateWeights: readonly TrainableWeight[]) {
    this.#arena = arena;
    this.#kernels = kernels;
    this.#stateOffsets = new Map(stateWeights.map(({ layer, name, offset }) => [weightPath(layer, name), offset]));
  }

  /** The weights of State, as they are; a view. */
  get weights(): Float32Array {
    return floatsAt(this.#arena, this.#arena.state, this.#arena.plan.parameters);
  }

  /** As training begins: these weights, and nothing else yet. */
  begin(weights: Float32Array): void {
    floatsAt(this.#arena, this.#arena.state, this.#arena.stateBytes / 4).fill(0);
    this.weights.set(weights);
  }

  /** A phase's weight or moving statistic, as it is; a view, the same one each time. */
  readonly valuesOf: ValuesOf = (weight) => {
    let view = this.#views.get(weight);
    if (view === undefined) {
      const offset = this.#stateOffset(weightPath(weight.layer, weight.name));
      this.#views.set(weight, (view = this.weights.subarray(offset, offset + weight.size)));
    }
    return view;
  };

  /** Each trainable weight's update, its count being the sum over the phases that train it. */
  updatesOf(
    phases: readonly PreparedPhase[],
    current: PreparedPhase,
    rateFactor: number,
    phaseUpdates: readonly number[],
  ): WeightUpdate[] {
    const trainedBy = phases.map(
      ({ trainable }) => new Set(trainable.map(({ layer, name }) => weightPath(layer, name))),
    );
    return current.trainable.map(({ layer, name, offset, size }, i) => {
      const path = weightPath(layer, name);
      const updates = phaseUpdates.reduce(
        (sum, count, phase) => sum + (trainedBy[phase]?.has(path) === true ? count : 0),
        0,
      );
      const learningRate = must(current.learningRates[i], `a rate of ${path}`) * rateFactor;
      return { offset: this.#stateOffset(path), gradientOffset: offset, size, learningRate, updates };
    });
  }

  /** Moves the moving statistics towards the means over the micro-batches: moving * momentum + batch * (1 - momentum), as Keras does. */
  moveStatistics(
    phase: PreparedPhase,
    { sum, gradient }: Pick<UpdateRequest, "sum" | "gradient">,
    samples: number,
    momentumOf: (layer: string) => number,
  ): void {
    for (const weight of phase.statistics) {
      const at = gradient + weight.offset * 4;
      this.#kernels.divide(at, sum + weight.offset * 4, weight.size, samples);
      const moving = this.#arena.state + this.#stateOffset(weightPath(weight.layer, weight.name)) * 4;
      this.#kernels.moveAverage(moving, at, weight.size, momentumOf(weight.layer));
    }
  }

  keepBest(): void {
    this.#vector(vectorAt(this.#arena, BEST)).set(this.#vector(this.#arena.state));
  }

  restoreBest(): void {
    this.#vector(this.#arena.state).set(this.#vector(vectorAt(this.#arena, BEST)));
  }

  #vector(at: number): Float32Array {
    return floatsAt(this.#arena, at, this.#arena.plan.parameters);
  }

  #stateOffset(path: string): number {
    return must(this.#stateOffsets.get(path), `a place in the state for ${path}`);
  }
}

/** What BatchNormalization layers have when their configuration does not say. */
const KERAS_MOMENTUM = 0.99;

/** Of a layer's moving statistics. */
export function momentumOf({ built }: Pick<PreparedModel, "built">, layer: string): number {
  const momentum = built.layers.find((one) => one.layer.name === layer)?.layer.config["momentum"];
  return typeof momentum === "number" ? momentum : KERAS_MOMENTUM;
}
