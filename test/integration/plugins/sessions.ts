// Compute sessions with a plugin's loss, with real TensorFlow, in this thread.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { floatsAt, inputViews } from "../../../worker/compute/arena.ts";
import { PLAIN_LOSS } from "../../../worker/compute/loss.ts";
import type { LoadRequest, PreparedMicroBatch, StepResult } from "../../../worker/compute/protocol.ts";
import { openSession, type Session } from "../../../worker/compute/session.ts";
import type { PluginRef } from "../../../worker/plugins/load.ts";

// From dist/test/integration/plugins.
export const EXAMPLE = new URL("../../../../examples/plugins/focal-loss.mjs", import.meta.url);

/** Writes a module and says how a session is told of it. */
export function aModule(folder: string, name: string, source: string): PluginRef {
  const file = path.join(folder, name);
  writeFileSync(file, source);
  return { file, sha256: createHash("sha256").update(readFileSync(file)).digest("hex") };
}

/** The example with another gamma. */
export function focal(folder: string, gamma: number): PluginRef {
  const source = `import { focalLoss } from ${JSON.stringify(EXAMPLE.href)};\nexport const loss = focalLoss(${gamma});\n`;
  return aModule(folder, `focal-${gamma}.mjs`, source);
}

/** All layers train, behind a dropout, by plain gradient descent: a weight then differs as its gradients do. */
export async function aSession(folder: string, overrides: Partial<LoadRequest>): Promise<Session> {
  const session = await openSession({
    modelFile: path.join(folder, "model.h5"),
    cutAt: undefined,
    head: [{ dropout: 0.25 }, { dense: { units: "classes" } }],
    classes: ["a", "b", "c", "d"],
    seed: 3,
    resize: [16, 16],
    scale: [-1, 1],
    weights: "pretrained",
    phases: [{ name: "all", unfreeze: ["*"], learningRate: 0.02, batchNormalization: "frozen" }],
    optimizer: { kind: "sgd", momentum: 0.9, nesterov: false, weightDecay: 0 },
    clipNorm: undefined,
    loss: PLAIN_LOSS,
    largestMicroBatch: 3,
    microBatches: 3,
    ranks: 1,
    keepBest: false,
    towers: 2,
    formats: [],
    compute: "graph",
    device: "cpu",
    cacheDir: path.join(folder, "cache"),
    ...overrides,
  });
  session.startPhase({ phase: 0, microBatchSize: 3, onFeatures: false });
  return session;
}

/** Fills an input buffer with pictures that depend on `key` only; the last one is padding where `padded`. */
export function fill(session: Session, input: number, key: number, padded = false): PreparedMicroBatch {
  const { pixels, labels, sampleWeights } = inputViews(session.loaded.arena, input, {
    microBatchSize: 3,
    bytesPerSample: 16 * 16 * 3,
  });
  pixels.forEach((_, i) => (pixels[i] = Math.imul(i + 1, 2654435761 + key) >>> 24));
  labels.forEach((_, i) => (labels[i] = (i + key) % 4));
  sampleWeights.set([1, 1, padded ? 0 : 1]);
  return { input, seed: [key, 1] };
}

/** One step of three micro-batches, the last one with padding, `towers` at a time. */
export function step(session: Session, number: number, towers = 2): StepResult {
  const all = [fill(session, 0, number), fill(session, 1, number + 7), fill(session, 2, number + 13, true)];
  session.beginRange({ lo: 0, hi: all.length });
  for (let from = 0; from < all.length; from += towers) session.run(all.slice(from, from + towers));
  return session.apply({ updates: [number], rateFactor: 1 });
}

function weightsOf(session: Session): Float32Array {
  const { arena } = session.loaded;
  return floatsAt(arena, arena.state, arena.plan.parameters).slice();
}

/** Weights after some steps; the session is closed. */
export async function trained(folder: string, overrides: Partial<LoadRequest>, steps = 5): Promise<Float32Array> {
  const session = await aSession(folder, overrides);
  for (let number = 1; number <= steps; number++) step(session, number, overrides.towers ?? 2);
  const weights = weightsOf(session);
  session.close();
  return weights;
}

/** The largest difference of two vectors' elements. */
export function distance(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Number.NaN))), 0);
}
