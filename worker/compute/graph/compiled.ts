// The compiled step: one TensorFlow graph per phase, for training and evaluation. Eager's twin (phase.ts says what both promise).
import type { CompiledGraph } from "../../../common/events.ts";
import { must } from "../../../common/errors.ts";
import type { TensorFlow } from "../../model/tensorflow.ts";
import { countedSamples } from "../counted-samples.ts";
import type { Evaluation, MicroBatch, MicroBatchSums, PhaseCompute, PhaseSpec, ValuesOf } from "../phase.ts";
import { allFetches, GraphRunner, trainingFetches } from "./graph-runner.ts";
import { inGroups } from "./groups.ts";
import type { Tensor } from "./ir.ts";
import { type CompileOptions, type CompileStats, loadGraph } from "./load-graph.ts";
import { packedVector, packInto } from "./packing.ts";
import { buildPhaseGraph, type PhaseGraph } from "./phase-graph.ts";
import { recorderFor } from "./record.ts";
import type { Fed, Session } from "./session.ts";
import type { ShapedLayer } from "./shaped-layer.ts";
import { ShortGraphs } from "./short-graphs.ts";

export interface CompiledPhase extends PhaseCompute {
  readonly kind: "graph";
  readonly stats: CompileStats;
}

/**
 * Compiles a phase: lowers `layers` up to `output`, adds the gradients of `spec.trainable`, writes, loads. TensorFlow's own
 * optimization happens on the first `run` and `evaluate` (most of a second). Set TF_NUM_INTRAOP_THREADS=1 before TensorFlow loads:
 * only then do the bits not depend on the number of cores.
 * @throws UnsupportedLayerError a layer's option is not supported
 * @throws NoGradientError a gradient would have to pass through an op without a rule
 */
export function compilePhase(
  tf: TensorFlow,
  layers: readonly ShapedLayer[],
  output: string,
  spec: PhaseSpec,
  options: CompileOptions,
): CompiledPhase {
  const main = compile(tf, layers, output, spec, options, allFetches);
  // Without statistics nothing tells a sample of weight 0 from one that is not there.
  const short =
    spec.statistics.length === 0
      ? undefined
      : new ShortGraphs((microBatchSize) => {
          const shorter = { ...spec, microBatchSize, towers: 1 };
          const { session, plan } = compile(tf, layers, output, shorter, options, ({ towers }) =>
            towers.flatMap(trainingFetches),
          );
          return new GraphRunner(session, plan);
        });
  return new GraphCompute({ ...main, short, microBatchSize: spec.microBatchSize });
}

/** Builds what `compilePhase` would, and throws what it would, without writing or loading anything. */
export function refuseUncompilable(
  tf: TensorFlow,
  layers: readonly ShapedLayer[],
  output: string,
  spec: PhaseSpec,
): void {
  buildPhaseGraph(layers, output, { ...spec, towers: 1 }, recorderFor(tf).lower);
}

interface Compiled {
  readonly session: Session;
  readonly plan: PhaseGraph;
  readonly stats: CompileStats;
}

function compile(
  tf: TensorFlow,
  layers: readonly ShapedLayer[],
  output: string,
  spec: PhaseSpec,
  options: CompileOptions,
  fetchesOf: (plan: PhaseGraph) => Tensor[],
): Compiled {
  const recorder = recorderFor(tf);
  const started = performance.now();
  const plan = buildPhaseGraph(layers, output, spec, recorder.lower);
  const built = { graph: plan.graph, fetches: fetchesOf(plan), started, recorder };
  return { plan, ...loadGraph(tf, built, options) };
}

interface ComputeParts extends Compiled {
  /** Takes micro-batches in which not all samples count; undefined if that makes no difference. */
  readonly short: ShortGraphs<GraphRunner> | undefined;
  readonly microBatchSize: number;
}

class GraphCompute implements CompiledPhase {
  readonly kind = "graph";
  readonly towers: number;
  readonly stats: CompileStats;
  readonly #parts: ComputeParts;
  readonly #runner: GraphRunner;
  /** TensorFlow may read the weights from here for as long as it has their tensor. */
  readonly #packed: Float32Array;
  /** For the whole graph and for short ones: their placeholders have the same name. */
  #weights: readonly Fed[] = [];

  constructor(parts: ComputeParts) {
    this.#parts = parts;
    this.#runner = new GraphRunner(parts.session, parts.plan);
    this.stats = parts.stats;
    this.towers = parts.plan.evaluations.length;
    this.#packed = packedVector(parts.plan.packing);
  }

  get graph(): CompiledGraph {
    const { nodes, graphBytes, frozenBytes, buildMs, writeMs, loadMs, cacheHit } = this.stats;
    return { nodes, bytes: graphBytes + frozenBytes, compileMs: buildMs + writeMs + loadMs, cacheHit };
  }

  setWeights(valuesOf: ValuesOf): void {
    const { plan, session } = this.#parts;
    session.release(this.#weights);
    packInto(plan.packing, valuesOf, this.#packed);
    this.#weights = plan.weights === undefined ? [] : [session.feed(plan.weights, this.#packed)];
  }

  run(microBatches: readonly MicroBatch[], gradients: readonly Float32Array[]): MicroBatchSums[] {
    const { short } = this.#parts;
    if (short === undefined) return this.#runWhole(microBatches, gradients);
    const tasks = microBatches.map((microBatch, i) => ({
      microBatch: countedSamples(microBatch),
      gradient: must(gradients[i], "a gradient block"),
    }));
    const isWhole = ({ microBatch }: Task): boolean => microBatch.labels.length === this.#parts.microBatchSize;
    const whole = tasks.filter(isWhole);
    const sums = this.#runWhole(
      whole.map(({ microBatch }) => microBatch),
      whole.map(({ gradient }) => gradient),
    );
    let next = 0;
    return tasks.map((task) => (isWhole(task) ? must(sums[next++], "sums") : this.#runShort(short, task)));
  }

  evaluate(microBatches: readonly MicroBatch[]): Evaluation[] {
    return inGroups(microBatches, this.towers, (group) => this.#runner.evaluate(this.#weights, group));
  }

  close(): void {
    this.#parts.session.release(this.#weights);
    this.#weights = [];
    this.#parts.short?.close();
    this.#runner.close();
  }

  #runWhole(microBatches: readonly MicroBatch[], gradients: readonly Float32Array[]): MicroBatchSums[] {
    return inGroups(microBatches, this.towers, (group, from) =>
      this.#runner.run(this.#weights, group, gradients.slice(from, from + group.length)),
    );
  }

  #runShort(short: ShortGraphs<GraphRunner>, { microBatch, gradient }: Task): MicroBatchSums {
    const [sums] = short.ofSize(microBatch.labels.length).run(this.#weights, [microBatch], [gradient]);
    return must(sums, "the sums of a micro-batch");
  }
}

interface Task {
  readonly microBatch: MicroBatch;
  readonly gradient: Float32Array;
}
