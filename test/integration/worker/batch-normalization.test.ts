// Steps of the compute session with BatchNormalization training against Keras's own; the fixture's script says how it is made.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { must } from "../../../common/errors.ts";
import { floatsAt, inputViews } from "../../../worker/compute/arena.ts";
import type { PreparedMicroBatch } from "../../../worker/compute/protocol.ts";
import { openSession, type Session } from "../../../worker/compute/session.ts";
import { smallRequest } from "../../support/small-session.ts";

interface KerasSteps {
  readonly learningRate: number;
  readonly momentum: number;
  readonly classifier: { readonly kernel: readonly number[]; readonly bias: readonly number[] };
  readonly steps: readonly {
    readonly pictures: readonly number[];
    readonly loss: number;
    /** After the step, by weight path. */
    readonly moving: Readonly<Record<string, readonly number[]>>;
  }[];
  /** Loss of the first step's pictures after the last step. */
  readonly evaluated: number;
}

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../../test/fixtures/keras/${name}`, import.meta.url));
const keras = JSON.parse(readFileSync(fixture("batch-normalization.json"), "utf8")) as KerasSteps;
const cacheDir = mkdtempSync(path.join(tmpdir(), "elastune-norm-"));
after(() => {
  rmSync(cacheDir, { recursive: true });
});

const SAMPLES = 8;
const BYTES = 16 * 16 * 3;

for (const compute of ["graph", "eager"] as const) {
  test(`${compute}: losses and moving statistics of 3 steps are Keras's, set-aside samples and a short end included`, async () => {
    const session = await aSession(compute);
    keras.steps.forEach(({ pictures, loss, moving }, i) => {
      session.beginRange({ lo: 0, hi: 1 });
      session.run([microBatchOf(session, pictures)]);
      const { sums, applied } = session.apply({ updates: [i + 1], rateFactor: 1 });
      assert.ok(applied);
      assertClose(sums.loss / sums.weight, loss, `loss of step ${i + 1}`);
      for (const [weight, values] of Object.entries(moving)) {
        const ours = weightOf(session, weight);
        values.forEach((value, channel) => {
          assertClose(must(ours[channel], "a channel"), value, `${weight}[${channel}] after step ${i + 1}`);
        });
      }
    });
    const [evaluation] = session.evaluate([microBatchOf(session, must(keras.steps[0], "a step").pictures)]);
    const losses = must(evaluation, "an evaluation").losses;
    assertClose(losses.reduce((sum, value) => sum + value, 0) / SAMPLES, keras.evaluated, "loss of evaluation");
    session.close();
  });

  test(`${compute}: a step of a single sample trains, and moves no statistic`, async () => {
    const session = await aSession(compute);
    const before = session.loaded.stateWeights.map(({ layer, name }) => [...weightOf(session, `${layer}/${name}`)]);
    session.beginRange({ lo: 0, hi: 1 });
    session.run([microBatchOf(session, [3])]);
    assert.ok(session.apply({ updates: [1], rateFactor: 1 }).applied);
    session.loaded.stateWeights.forEach(({ layer, name }, i) => {
      const now = weightOf(session, `${layer}/${name}`);
      const moved = must(before[i], "weight").reduce(
        (most, value, at) => Math.max(most, Math.abs(value - must(now[at], "value"))),
        0,
      );
      if (name.startsWith("moving_")) assert.ok(moved < 1e-7, `${layer}/${name} moved by ${moved}`);
      else assert.ok(moved > 1e-6, `${layer}/${name} stayed`);
    });
    session.close();
  });
}

/** The fixture's model and its classifier's weights. */
async function aSession(compute: "graph" | "eager"): Promise<Session> {
  const session = await openSession({
    ...smallRequest({ modelFile: fixture("batch-normalization.h5"), cacheDir }),
    phases: [{ name: "all", unfreeze: ["*"], learningRate: keras.learningRate, batchNormalization: "train" }],
    optimizer: { kind: "sgd", momentum: keras.momentum, nesterov: false, weightDecay: 0 },
    largestMicroBatch: SAMPLES,
    compute,
  });
  weightOf(session, "head_dense/kernel").set(keras.classifier.kernel);
  weightOf(session, "head_dense/bias").set(keras.classifier.bias);
  session.startPhase({ phase: 0, microBatchSize: SAMPLES, onFeatures: false });
  return session;
}

/** A view of a weight in the state. */
function weightOf({ loaded: { arena, stateWeights } }: Session, weight: string): Float32Array {
  const { offset, size } = must(
    stateWeights.find(({ layer, name }) => `${layer}/${name}` === weight),
    weight,
  );
  return floatsAt(arena, arena.state + offset * 4, size);
}

/** The pictures at the places of their numbers, the places between and behind them filled with something else that does not count. */
function microBatchOf(session: Session, pictures: readonly number[]): PreparedMicroBatch {
  const shape = { microBatchSize: SAMPLES, bytesPerSample: BYTES };
  const { pixels, labels, sampleWeights } = inputViews(session.loaded.arena, 0, shape);
  pixels.fill(200);
  labels.fill(1);
  sampleWeights.fill(0);
  for (const number of pictures) {
    const place = number % SAMPLES;
    const picture = pixels.subarray(place * BYTES, (place + 1) * BYTES);
    picture.forEach((_, i) => (picture[i] = Number(((BigInt(i + 1) * BigInt(2654435761 + number)) >> 24n) & 255n)));
    labels[place] = number % 4;
    sampleWeights[place] = 1;
  }
  return { input: 0, seed: [1, 1] };
}

/** Within 1e-6 of its size, or of 0.1 for what is smaller: some means are near 0. */
function assertClose(actual: number, expected: number, what: string): void {
  assert.ok(
    Math.abs(actual - expected) <= 1e-6 * Math.max(Math.abs(expected), 0.1),
    `${what}: ${actual}, not ${expected}`,
  );
}
