// A phase computed by tfjs as it is: one op after the other, gradients by its own tape. Slow, and the reference that the compiled
// step is held against (`--eager`).
import { InvariantError, JobFailedError, messageOf, must } from "../../common/errors.ts";
import { type Model, weightPath } from "../model/network.ts";
import type { TensorFlow } from "../model/tensorflow.ts";
import type { Scalar, Tensor, Variable } from "@tensorflow/tfjs-node-gpu";
import type { BuiltModel } from "../model/build.ts";
import { countedSamples } from "./counted-samples.ts";
import type {
  Evaluation,
  MicroBatch,
  MicroBatchSums,
  PhaseCompute,
  PhaseSpec,
  TrainableWeight,
  ValuesOf,
} from "./phase.ts";
import { isPlain, targetTable, type TargetTable } from "./loss.ts";
import { pixelTable } from "./pixel-table.ts";
import { sumsOf } from "./sums.ts";

/** @param model the values of now, of every weight */
export function createEagerPhase(tf: TensorFlow, built: BuiltModel, model: Model, spec: PhaseSpec): PhaseCompute {
  setAllWeights(tf, built, model);
  return new EagerPhase(tf, built, spec);
}

/** Weights that earlier phases trained and this one does not must hold what those made of them. */
function setAllWeights(tf: TensorFlow, built: BuiltModel, model: Model): void {
  for (const { layer, tfLayer } of built.layers) {
    const tensors = (model.weights.get(layer.name) ?? []).map(({ data, shape }) => tf.tensor(data.slice(), [...shape]));
    tfLayer.setWeights(tensors);
    tf.dispose(tensors);
  }
}

class EagerPhase implements PhaseCompute {
  readonly kind = "eager";
  readonly towers = 1;
  readonly graph = undefined;
  readonly #tf: TensorFlow;
  readonly #built: BuiltModel;
  readonly #spec: PhaseSpec;
  /** In layout order: trainable weights, then moving statistics. */
  readonly #variables: readonly Variable[];
  /** Layers that normalize with the batch's statistics in training. */
  readonly #normalizing: ReadonlySet<string>;
  readonly #scaled: Float32Array;
  /** Undefined for plain cross-entropy. */
  readonly #targets: TargetTable | undefined;

  constructor(tf: TensorFlow, built: BuiltModel, spec: PhaseSpec) {
    this.#tf = tf;
    this.#built = built;
    this.#spec = spec;
    this.#variables = variablesOf(tf, built, spec);
    this.#normalizing = new Set(spec.statistics.map(({ layer }) => layer));
    this.#scaled = pixelTable(spec.scale);
    this.#targets = isPlain(spec.loss) ? undefined : targetTable(spec.loss, spec.classes);
  }

  setWeights(valuesOf: ValuesOf): void {
    changedBy(this.#spec).forEach((weight, i) => {
      // A copy: a tensor keeps a reference to its array until the first op that uses it.
      const tensor = this.#tf.tensor(valuesOf(weight).slice(), [...weight.shape]);
      must(this.#variables[i], "a variable").assign(tensor);
      tensor.dispose();
    });
  }

  run(microBatches: readonly MicroBatch[], gradients: readonly Float32Array[]): MicroBatchSums[] {
    const counts = (microBatch: MicroBatch): MicroBatch =>
      this.#normalizing.size === 0 ? microBatch : countedSamples(microBatch);
    return microBatches.map((microBatch, i) =>
      this.#gradient(counts(microBatch), must(gradients[i], "a gradient block")),
    );
  }

  evaluate(microBatches: readonly MicroBatch[]): Evaluation[] {
    return microBatches.map((microBatch) => this.#evaluate(microBatch));
  }

  #evaluate(microBatch: MicroBatch): Evaluation {
    return this.#tf.tidy(() => {
      const logits = this.#built.tfModel.apply(this.#inputOf(microBatch), { training: false }) as Tensor;
      const losses = this.#crossEntropy(microBatch, logits);
      return { losses: losses.dataSync<"float32">().slice(), logits: logits.dataSync<"float32">().slice() };
    });
  }

  /** Holds nothing of its own: the layers are the session's. */
  close(): void {
    return;
  }

  #gradient(microBatch: MicroBatch, into: Float32Array): MicroBatchSums {
    const tf = this.#tf;
    return tf.tidy(() => {
      this.#startTraining(microBatch);
      const weights = tf.tensor1d(microBatch.sampleWeights.slice());
      const kept: Tensor[] = [];
      const { grads } = this.#gradients(
        () => {
          const logits = this.#built.tfModel.apply(this.#inputOf(microBatch), { training: true }) as Tensor;
          if (this.#spec.hostLoss !== undefined) {
            const { losses, gradient } = this.#spec.hostLoss.compute(microBatch, logits.dataSync<"float32">());
            kept.push(tf.keep(tf.tensor1d(losses)), tf.keep(logits));
            return logits.mul(tf.tensor(gradient, logits.shape)).sum(1).mul(weights).sum().asScalar();
          }
          const losses = this.#trainingLosses(microBatch, logits);
          kept.push(tf.keep(losses), tf.keep(logits));
          return losses.mul(weights).sum().asScalar();
        },
        this.#variables.slice(0, this.#spec.trainable.length),
      );
      this.#spec.trainable.forEach(({ offset }, i) => {
        const { name } = must(this.#variables[i], "a variable");
        into.set(must(grads[name], `a gradient of ${name}`).dataSync(), offset);
      });
      this.#takeStatistics(microBatch.labels.length, into);
      const [losses, logits] = kept.map((tensor) => tensor.dataSync<"float32">());
      tf.dispose(kept);
      return { ...sumsOf(microBatch, must(losses, "losses"), must(logits, "logits"), this.#spec.loss.classWeights) };
    });
  }

  #startTraining({ seed, labels }: MicroBatch): void {
    const { dropoutSeeds, batchStatistics } = this.#built.trainingMode;
    dropoutSeeds.current = seed;
    // A single sample's statistics would say nothing.
    batchStatistics.of = labels.length > 1 ? this.#normalizing : new Set();
  }

  /** Of a layer that normalized with its moving statistics, those. */
  #takeStatistics(samples: number, into: Float32Array): void {
    const { trainable, statistics } = this.#spec;
    const { found } = this.#built.trainingMode.batchStatistics;
    statistics.forEach(({ layer, name, offset }, i) => {
      const own = found.get(layer);
      const moving = must(this.#variables[trainable.length + i], "a moving statistic");
      const used = own === undefined ? moving : name === "moving_variance" ? own.variance : own.mean;
      into.set(
        used.dataSync<"float32">().map((value) => value * samples),
        offset,
      );
    });
    for (const { mean, variance } of found.values()) this.#tf.dispose([mean, variance]);
    found.clear();
  }

  /** tfjs finds out on the first step which of its ops have no gradient. */
  #gradients(loss: () => Scalar, variables: Variable[]): ReturnType<TensorFlow["variableGrads"]> {
    try {
      return this.#tf.variableGrads(loss, variables);
    } catch (cause) {
      if (!/gradient/i.test(messageOf(cause))) throw cause;
      const hint = "freeze that layer and those below it, or run without --eager";
      throw new JobFailedError("no-gradient", `tfjs cannot train through this network: ${messageOf(cause)}`, {
        cause,
        hint,
      });
    }
  }

  #inputOf({ pixels, labels }: MicroBatch): Tensor {
    const { input } = this.#spec;
    if (input.kind === "features") {
      const { buffer, byteOffset, byteLength } = pixels;
      const features = new Float32Array(buffer, byteOffset, byteLength / 4).slice();
      return this.#tf.tensor(features, [labels.length, ...input.shape]);
    }
    const { height, width, channels } = input;
    const values = new Float32Array(pixels.length);
    for (let i = 0; i < pixels.length; i++) values[i] = this.#scaled[pixels[i] ?? 0] ?? 0;
    return this.#tf.tensor4d(values, [labels.length, height, width, channels]);
  }

  /** The loss that is trained on, of each sample. */
  #trainingLosses(microBatch: MicroBatch, logits: Tensor): Tensor {
    const targets = this.#targets;
    if (targets === undefined) return this.#crossEntropy(microBatch, logits);
    const { labels } = microBatch;
    const rows = Array.from(labels, (label) =>
      targets.every.map((value, c) => (c === label ? value + (targets.own[c] ?? 0) : value)),
    );
    return this.#tf.logSoftmax(logits).mul(this.#tf.tensor2d(rows)).sum(1).neg();
  }

  /** Cross-entropy of each sample. */
  #crossEntropy({ labels }: MicroBatch, logits: Tensor): Tensor {
    const tf = this.#tf;
    const classes = tf.oneHot(tf.tensor1d(labels.slice(), "int32"), this.#spec.classes).toFloat();
    return tf.losses.softmaxCrossEntropy(classes, logits, undefined, 0, tf.Reduction.NONE);
  }
}

/** Every weight that the phase changes, in layout order. */
function changedBy({ trainable, statistics }: PhaseSpec): readonly TrainableWeight[] {
  return [...trainable, ...statistics];
}

/** Their variables. */
function variablesOf(tf: TensorFlow, built: BuiltModel, spec: PhaseSpec): Variable[] {
  const weights = new Map(
    built.layers.flatMap(({ layer, weights }) =>
      weights.map(({ name, variable }) => [weightPath(layer.name, name), variable]),
    ),
  );
  return changedBy(spec).map(({ layer, name }): Variable => {
    // What a layer's weight reads as is its variable.
    const value = weights.get(weightPath(layer, name))?.read();
    if (value !== undefined && isVariable(tf, value)) return value;
    throw new InvariantError(`no variable for ${weightPath(layer, name)}`);
  });
}

function isVariable(tf: TensorFlow, tensor: Tensor): tensor is Variable {
  return tensor instanceof tf.Variable;
}
