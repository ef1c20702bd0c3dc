// What the compute thread holds between requests: the model, the phase that computes, the arena, the reduction. Wires the parts.
import path from "node:path";
import { InvariantError, must } from "../../common/errors.ts";
import { FEATURE_BLOCK } from "../../common/program/program.ts";
import type { TreeRange } from "../../common/tree.ts";
import { exportTfjs } from "../model/export-tfjs.ts";
import type { Model } from "../model/network.ts";
import { endOf } from "../model/patterns.ts";
import { type PreparedPhase, withStateValues } from "../model/prepare.ts";
import { loadPlugin } from "../plugins/load.ts";
import { type HostLoss, hostLossOf } from "../plugins/loss.ts";
import { type Arena, inputViews, type InputShape, vectorAt } from "./arena.ts";
import { arenaFor } from "./arena-for.ts";
import type { Backend, OpenBackend } from "./backend.ts";
import { BlockStack } from "./block-stack.ts";
import type { PhaseParts } from "./create-phase.ts";
import { frozenDigest, trunkDigest } from "./frozen-digest.ts";
import { GradientRuns } from "./gradient-runs.ts";
import { hashOf } from "./hash.ts";
import { type Kernels, loadKernels } from "./kernels/kernels.ts";
import { applyUpdate, slotNames } from "./optimizer.ts";
import type { Block } from "./round-sums.ts";
import type { Evaluation, MicroBatch, PhaseCompute, TrunkCompute } from "./phase.ts";
import type {
  Calls,
  Loaded,
  LoadRequest,
  PreparedMicroBatch,
  StartedPhase,
  StartedTrunk,
  StepResult,
  UpdateCall,
} from "./protocol.ts";
import { sampleBytes } from "./sample-input.ts";
import { momentumOf, StateVectors } from "./state-vectors.ts";

/** @param openBackend default: TensorFlow, whose modules are loaded only then */
export async function openSession(request: LoadRequest, openBackend?: OpenBackend): Promise<Session> {
  const { lossPlugin } = request;
  const hostLoss = lossPlugin === undefined ? undefined : hostLossOf(await loadPlugin(lossPlugin));
  const open = openBackend ?? (await import("./tensorflow-backend.ts")).openTensorFlow;
  return new Session(request, await open(request), hostLoss);
}

interface RunningPhase {
  readonly kind: "phase";
  readonly prepared: PreparedPhase;
  readonly compute: PhaseCompute;
  readonly input: InputShape;
  /** Sums the gradients of the round under way. */
  readonly blocks: BlockStack;
  readonly runs: GradientRuns;
}

interface RunningTrunk {
  readonly kind: "trunk";
  readonly compute: TrunkCompute;
  readonly input: InputShape;
}

export class Session {
  readonly #request: LoadRequest;
  readonly #backend: Backend;
  readonly #arena: Arena;
  readonly #kernels: Kernels;
  readonly #vectors: StateVectors;
  /** A plugin's loss. */
  readonly #hostLoss: HostLoss | undefined;
  #running: RunningPhase | RunningTrunk | undefined;

  constructor(request: LoadRequest, backend: Backend, hostLoss: HostLoss | undefined) {
    const { prepared } = backend;
    this.#request = request;
    this.#backend = backend;
    this.#hostLoss = hostLoss;
    this.#arena = arenaFor(request, prepared);
    this.#kernels = loadKernels(this.#arena.memory);
    this.#vectors = new StateVectors(this.#arena, this.#kernels, prepared.stateWeights);
    this.#vectors.begin(prepared.initialState);
    for (const phase of prepared.phases) backend.refusePhase(this.#partsOf(phase, request.largestMicroBatch, false));
  }

  get loaded(): Loaded {
    return {
      arena: this.#arena,
      stateWeights: this.#backend.prepared.stateWeights,
      totalParameters: this.#backend.prepared.totalParameters,
      tensorflow: this.#backend.version,
      device: this.#backend.device,
      compute: this.#request.compute,
      features: this.#backend.prepared.phases.map(({ cut }) => cut !== undefined && this.#request.compute === "graph"),
    };
  }

  startPhase({ phase, microBatchSize, onFeatures }: Calls["startPhase"]["in"]): StartedPhase {
    const prepared = this.#stopAndTake(phase);
    const input = {
      microBatchSize,
      bytesPerSample: onFeatures ? must(prepared.cut, "a cut").floats * 4 : sampleBytes(this.#request),
    };
    const parts = this.#partsOf(prepared, microBatchSize, onFeatures);
    const compute = this.#backend.createPhase(parts);
    compute.setWeights(this.#vectors.valuesOf);
    const floats = endOf([...prepared.trainable, ...prepared.statistics]);
    const blocks = new BlockStack(this.#kernels, this.#request.microBatches, this.#arena.blocks, floats);
    const runs = new GradientRuns({
      arena: this.#arena,
      kernels: this.#kernels,
      compute,
      blocks,
      floats,
      inputOf: (microBatch) => this.#microBatch(microBatch),
    });
    this.#running = { kind: "phase", prepared, compute, input, blocks, runs };
    const trainableParameters = endOf(prepared.trainable);
    return { trainableParameters, gradientFloats: floats, towers: compute.towers, input, graph: compute.graph };
  }

  /** On as many micro-batches as run at once, of whatever lies in the input buffers: all samples count, as in most that are to come. */
  rehearse(): void {
    const { compute, runs } = this.#phase();
    const prepared = Array.from({ length: compute.towers }, (_, input) => ({ input, seed: [0, 0] as const }));
    const microBatches = prepared.map((one) => this.#microBatch(one));
    for (const { sampleWeights } of microBatches) sampleWeights.fill(1);
    runs.rehearse(prepared);
    compute.evaluate(microBatches);
  }

  startTrunk(phase: number): StartedTrunk {
    const { cut } = this.#stopAndTake(phase);
    const { layer, floats } = must(cut, `a cut of phase ${phase}`);
    const model = this.#modelNow();
    const compute = this.#backend.createTrunk(model, layer);
    const input = { microBatchSize: FEATURE_BLOCK, bytesPerSample: sampleBytes(this.#request) };
    this.#running = { kind: "trunk", compute, input };
    return { sha256: trunkDigest(model, layer), floats, towers: compute.towers, input };
  }

  /** Micro-batches without samples are left out. */
  features(microBatches: readonly PreparedMicroBatch[]): Float32Array[] {
    if (this.#running?.kind !== "trunk") throw new InvariantError("no trunk was started");
    const full = microBatches.filter(({ input }) => input !== undefined).map((one) => this.#microBatch(one));
    return full.length === 0 ? [] : this.#running.compute.run(full);
  }

  beginRange(range: TreeRange): void {
    this.#phase().blocks.begin(range);
  }

  closeRange(): readonly Block[] {
    return this.#phase().blocks.close();
  }

  keepBlocks(ranges: readonly TreeRange[]): void {
    if (this.#running?.kind === "phase") this.#running.blocks.keep(ranges);
  }

  /** The range's next micro-batches; those without samples are empty leaves of the reduction. @returns blocks that are final now */
  run(microBatches: readonly PreparedMicroBatch[]): readonly Block[] {
    return this.#phase().runs.run(microBatches);
  }

  audited(): string {
    return this.#phase().runs.audited;
  }

  recompute(microBatch: PreparedMicroBatch): string {
    return this.#phase().runs.recompute(microBatch);
  }

  apply({ updates, rateFactor, reduced }: UpdateCall): StepResult {
    const { prepared, compute, blocks } = this.#phase();
    const own = reduced === undefined ? [blocks.finishAlone()] : blocks.finish();
    const { at, sums } = reduced ?? must(own[0], "the sum of the round");
    // Every sample of the step was set aside: nothing to learn from.
    if (at === undefined) return { sums, gradientNorm: 0, applied: true, stateHash: this.#hash(this.#arena.state) };
    // What was reduced stays: it may still be on its way to other workers, and one that is behind may ask for it (S7).
    const mean = reduced === undefined ? { sum: at, gradient: at } : { sum: at, gradient: blocks.take() };
    const outcome = applyUpdate(this.#kernels, {
      ...mean,
      spec: this.#request.optimizer,
      updates: this.#vectors.updatesOf(this.#backend.prepared.phases, prepared, rateFactor, updates),
      weights: this.#arena.state,
      slots: slotNames(this.#request.optimizer).map((slot) => vectorAt(this.#arena, slot)),
      floats: endOf(prepared.trainable),
      weightSum: sums.weight,
      clipNorm: this.#request.clipNorm,
    });
    if (outcome.applied)
      this.#vectors.moveStatistics(prepared, mean, sums.samples, (layer) => momentumOf(this.#backend.prepared, layer));
    if (reduced !== undefined) blocks.giveBack([{ at: mean.gradient }]);
    blocks.giveBack(own);
    compute.setWeights(this.#vectors.valuesOf);
    return { sums, ...outcome, stateHash: this.#hash(this.#arena.state) };
  }

  /** Micro-batches without samples are left out. */
  evaluate(microBatches: readonly PreparedMicroBatch[]): Evaluation[] {
    const { compute } = this.#phase();
    const full = microBatches.filter(({ input }) => input !== undefined).map((one) => this.#microBatch(one));
    const evaluations = full.length === 0 ? [] : compute.evaluate(full);
    const loss = this.#hostLoss;
    if (loss === undefined) return evaluations;
    return evaluations.map(({ logits }, i) => {
      const { losses } = loss.compute(must(full[i], "a micro-batch"), logits);
      return { losses, logits };
    });
  }

  keepBest(): void {
    this.#vectors.keepBest();
  }

  restoreBest(): void {
    this.#vectors.restoreBest();
    this.#refresh();
  }

  snapshot(): string {
    this.#bytes(this.#arena.snapshot).set(this.#bytes(this.#arena.state));
    return this.#hash(this.#arena.snapshot);
  }

  restore(): string {
    this.#bytes(this.#arena.state).set(this.#bytes(this.#arena.snapshot));
    this.#refresh();
    return this.#hash(this.#arena.state);
  }

  startOver(): void {
    this.#vectors.begin(this.#backend.prepared.initialState);
    this.#refresh();
  }

  async export(folder: string): Promise<void> {
    const { classes, columns, resize, scale, formats } = this.#request;
    const model = this.#modelNow();
    const labels = columns === undefined ? { classes, preprocess: { resize, scale } } : { classes, features: columns };
    await exportTfjs(model, { folder, ...labels });
    for (const format of formats)
      await this.#backend.exportAs(format, model, { folder: path.join(folder, format), ...labels });
  }

  /** sha256 over every weight that no phase changes, as the network holds it now. */
  frozenDigest(): string {
    return frozenDigest(this.#backend.prepared);
  }

  tensors(): number {
    return this.#backend.countTensors();
  }

  close(): void {
    this.#running?.compute.close();
    this.#running = undefined;
    this.#backend.prepared.built.close();
  }

  #phase(): RunningPhase {
    if (this.#running?.kind !== "phase") throw new InvariantError("no phase was started");
    return this.#running;
  }

  /** Ends what runs, whose graph and weights would only take memory, and gives the phase that comes. */
  #stopAndTake(phase: number): PreparedPhase {
    this.#running?.compute.close();
    this.#running = undefined;
    return must(this.#backend.prepared.phases[phase], `phase ${phase}`);
  }

  #partsOf(prepared: PreparedPhase, microBatchSize: number, onFeatures: boolean): PhaseParts {
    return { model: this.#modelNow(), prepared, microBatchSize, onFeatures, hostLoss: this.#hostLoss };
  }

  #modelNow(): Model {
    return withStateValues(this.#backend.prepared, this.#vectors.weights);
  }

  /** The phase under way computes with the state's values of now. */
  #refresh(): void {
    if (this.#running?.kind === "phase") this.#running.compute.setWeights(this.#vectors.valuesOf);
  }

  #microBatch({ input, seed }: PreparedMicroBatch): MicroBatch {
    return {
      ...inputViews(this.#arena, must(input, "an input buffer"), must(this.#running, "a phase or trunk").input),
      seed,
    };
  }

  #bytes(at: number): Uint8Array {
    return new Uint8Array(this.#arena.memory.buffer, at, this.#arena.stateBytes);
  }

  #hash(at: number): string {
    return hashOf(this.#kernels, at, this.#arena.stateBytes);
  }
}
