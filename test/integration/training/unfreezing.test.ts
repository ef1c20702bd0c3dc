// What the optimizer knows of a weight outlives the phase: a session of two phases, the second of which unfreezes more, against AdamW
// and SGD with momentum written out in float64 with state for each weight. The session's own gradients go into both.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { must } from "../../../common/errors.ts";
import { floatsAt } from "../../../worker/compute/arena.ts";
import type { OptimizerSpec } from "../../../worker/compute/optimizer.ts";
import type { TrainableWeight } from "../../../worker/compute/phase.ts";
import type { LoadRequest } from "../../../worker/compute/protocol.ts";
import { openSession, type Session } from "../../../worker/compute/session.ts";
import { weightPath } from "../../../worker/model/network.ts";
import { writeKerasModel } from "../../support/keras-file.ts";
import { fillWithPictures, smallRequest } from "../../support/small-session.ts";

const cacheDir = mkdtempSync(path.join(tmpdir(), "elastune-unfreezing-"));
const modelFile = path.join(cacheDir, "model.h5");
before(() => writeKerasModel(modelFile));
after(() => {
  rmSync(cacheDir, { recursive: true });
});

/** Steps in each of the two phases: few enough that the bias corrections of a late weight are far from those of an early one. */
const STEPS = [6, 5] as const;
/** Rates of the two phases, the second by pattern. */
const HEAD_RATE = 0.03;
const LATER = { default: 0.003, project: 0.02 } as const;
const ADAMW: OptimizerSpec = { kind: "adamw", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1 };
const MOMENTUM: OptimizerSpec = { kind: "sgd", momentum: 0.9, nesterov: false, weightDecay: 0.1 };

function twoPhases(optimizer: OptimizerSpec): LoadRequest {
  return {
    ...smallRequest({ modelFile, cacheDir }),
    optimizer,
    phases: [
      { name: "head", unfreeze: ["head"], learningRate: HEAD_RATE, batchNormalization: "frozen" },
      { name: "top", unfreeze: ["head", "project", "conv"], learningRate: LATER, batchNormalization: "frozen" },
    ],
  };
}

/** What the reference keeps of one weight. */
interface Slots {
  updates: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

class Reference {
  readonly #spec: OptimizerSpec;
  readonly #slots = new Map<string, Slots>();
  readonly weights = new Map<string, Float64Array>();

  constructor(spec: OptimizerSpec, weights: readonly TrainableWeight[], values: Float32Array) {
    this.#spec = spec;
    for (const { layer, name, offset, size } of weights)
      this.weights.set(weightPath(layer, name), Float64Array.from(values.subarray(offset, offset + size)));
  }

  /** As if the optimizer were made anew, which is what most frameworks do between phases. */
  forget(): void {
    this.#slots.clear();
  }

  update(key: string, gradient: Float32Array, rate: number): void {
    const weights = must(this.weights.get(key), key);
    const empty = { updates: 0, first: new Float64Array(weights.length), second: new Float64Array(weights.length) };
    const slots = this.#slots.get(key) ?? empty;
    this.#slots.set(key, slots);
    slots.updates += 1;
    gradient.forEach((value, i) => {
      weights[i] = this.#updated(slots, i, { weight: must(weights[i], key), value, rate });
    });
  }

  #updated(
    { updates, first, second }: Slots,
    i: number,
    { weight, value, rate }: { readonly weight: number; readonly value: number; readonly rate: number },
  ): number {
    const spec = this.#spec;
    if (spec.kind === "sgd") {
      first[i] = spec.momentum * (first[i] ?? 0) + value + spec.weightDecay * weight;
      return weight - rate * first[i];
    }
    first[i] = spec.beta1 * (first[i] ?? 0) + (1 - spec.beta1) * value;
    second[i] = spec.beta2 * (second[i] ?? 0) + (1 - spec.beta2) * value * value;
    const mean = first[i] / (1 - spec.beta1 ** updates);
    const root = Math.sqrt(second[i] / (1 - spec.beta2 ** updates));
    return weight - rate * (spec.weightDecay * weight + mean / (root + spec.epsilon));
  }
}

/** Both phases, by the session and by the reference; the largest distance of a weight at the end. */
async function distance(optimizer: OptimizerSpec, forgets: boolean): Promise<number> {
  const session = await openSession(twoPhases(optimizer));
  const { stateWeights } = session.loaded;
  const reference = new Reference(optimizer, stateWeights, weightsOf(session));
  const updates = [0, 0];
  for (const [phase, steps] of STEPS.entries()) {
    session.startPhase({ phase, microBatchSize: 4, onFeatures: false });
    if (forgets) reference.forget();
    for (let step = 0; step < steps; step++) {
      updates[phase] = step + 1;
      session.beginRange({ lo: 0, hi: 1 });
      session.run([fillWithPictures(session, { input: 0, microBatchSize: 4 }, 10 * phase + 4 * step)]);
      session.apply({ updates, rateFactor: 1 });
      updateReference(session, reference, phase);
    }
  }
  const ours = weightsOf(session);
  session.close();
  return largestDistance(stateWeights, ours, reference);
}

function largestDistance(weights: readonly TrainableWeight[], ours: Float32Array, reference: Reference): number {
  const distances = weights.flatMap(({ layer, name, offset, size }) => {
    const theirs = must(reference.weights.get(weightPath(layer, name)), name);
    return Array.from({ length: size }, (_, i) => Math.abs(must(ours[offset + i], name) - must(theirs[i], name)));
  });
  return Math.max(...distances);
}

/** After `apply` the first gradient block still holds the mean gradient of the phase's weights, in their order. */
function updateReference(session: Session, reference: Reference, phase: number): void {
  const { arena, stateWeights } = session.loaded;
  const trained = stateWeights.filter(({ layer }) => phase === 1 || layer.startsWith("head"));
  let at = 0;
  for (const { layer, name, size } of trained) {
    const gradient = floatsAt(arena, must(arena.blocks[0], "a block") + at * 4, size);
    const later = layer === "project" ? LATER.project : LATER.default;
    reference.update(weightPath(layer, name), gradient, phase === 0 ? HEAD_RATE : later);
    at += size;
  }
}

function weightsOf({ loaded: { arena } }: Session): Float32Array {
  return floatsAt(arena, arena.state, arena.plan.parameters).slice();
}

for (const [name, optimizer] of [
  ["AdamW", ADAMW],
  ["momentum", MOMENTUM],
] as const) {
  test(`${name}: a phase that unfreezes more keeps the moments and counts of what it had`, async () => {
    const kept = await distance(optimizer, false);
    assert.ok(kept < 2e-6, `${kept}`);
    const forgotten = await distance(optimizer, true);
    assert.ok(forgotten > 1e-3, `a new optimizer would differ by ${forgotten} only: nothing is shown`);
  });
}

test("a batch in four micro-batches, the last one half full, moves the weights as the whole batch does", async () => {
  const request = { ...smallRequest({ modelFile, cacheDir }), optimizer: MOMENTUM, largestMicroBatch: 16 };
  const results = await Promise.all(
    [1, 4].map(async (microBatches) => {
      const session = await openSession({ ...request, microBatches });
      const microBatchSize = 16 / microBatches;
      session.startPhase({ phase: 0, microBatchSize, onFeatures: false });
      for (let step = 0; step < 3; step++) {
        session.beginRange({ lo: 0, hi: microBatches });
        for (let i = 0; i < microBatches; i++) {
          const first = 16 * step + i * microBatchSize;
          const samples = Math.min(microBatchSize, 14 - i * microBatchSize);
          session.run([fillWithPictures(session, { input: 0, microBatchSize }, first, samples)]);
        }
        session.apply({ updates: [step + 1], rateFactor: 1 });
      }
      const weights = weightsOf(session);
      session.close();
      return weights;
    }),
  );
  const [whole, pieces] = [must(results[0], "weights"), must(results[1], "weights")];
  const largest = Math.max(...whole.map((weight, i) => Math.abs(weight - must(pieces[i], "a weight"))));
  assert.ok(largest < 1e-6 * Math.max(...whole.map(Math.abs)), `${largest}`);
});
