// The compute session with real TensorFlow, in this thread: what training may and may not change, and that nothing leaks.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { floatsAt, inputViews } from "../../../worker/compute/arena.ts";
import { PLAIN_LOSS } from "../../../worker/compute/loss.ts";
import type { LoadRequest, PhaseRequest, PreparedMicroBatch } from "../../../worker/compute/protocol.ts";
import { openSession, type Session } from "../../../worker/compute/session.ts";
import { writeKerasModel } from "../../support/keras-file.ts";

const cacheDir = mkdtempSync(path.join(tmpdir(), "elastune-session-"));
const modelFile = path.join(cacheDir, "model.h5");
before(() => writeKerasModel(modelFile));
after(() => {
  rmSync(cacheDir, { recursive: true });
});

function aPhase(learningRate: PhaseRequest["learningRate"]): PhaseRequest {
  return { name: "all", unfreeze: ["*"], learningRate, batchNormalization: "frozen" };
}

async function aSession(overrides: Partial<LoadRequest> = {}): Promise<Session> {
  const session = await openSession(aRequest(overrides));
  session.startPhase({ phase: 0, microBatchSize: 3, onFeatures: false });
  return session;
}

function aRequest(overrides: Partial<LoadRequest> = {}): LoadRequest {
  return {
    modelFile,
    cutAt: undefined,
    head: [{ dropout: 0.25 }, { dense: { units: "classes" } }],
    classes: ["a", "b", "c", "d"],
    seed: 3,
    resize: [16, 16],
    scale: [-1, 1],
    weights: "pretrained",
    phases: [aPhase({ default: 0.01, head: 0.05 })],
    optimizer: { kind: "adamw", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
    clipNorm: undefined,
    loss: PLAIN_LOSS,
    largestMicroBatch: 3,
    microBatches: 3,
    ranks: 1,
    keepBest: true,
    towers: 2,
    formats: [],
    compute: "graph",
    device: "cpu",
    cacheDir,
    ...overrides,
  };
}

/** Fills an input buffer with pictures that depend on `key` only. */
function fill(session: Session, input: number, key: number): PreparedMicroBatch {
  const { pixels, labels, sampleWeights } = inputViews(session.loaded.arena, input, {
    microBatchSize: 3,
    bytesPerSample: 16 * 16 * 3,
  });
  pixels.forEach((_, i) => (pixels[i] = Math.imul(i + 1, 2654435761 + key) >>> 24));
  labels.forEach((_, i) => (labels[i] = (i + key) % 4));
  sampleWeights.fill(1);
  return { input, seed: [key, 1] };
}

function step(session: Session, number: number): number {
  session.beginRange({ lo: 0, hi: 3 });
  session.run([fill(session, 0, number), fill(session, 1, number + 7)]);
  session.run([fill(session, 2, number + 13)]);
  const { sums, applied } = session.apply({ updates: [number], rateFactor: 1 });
  assert.ok(applied);
  return sums.loss / sums.weight;
}

function weightsOf(session: Session): Float32Array {
  const { arena } = session.loaded;
  return floatsAt(arena, arena.state, arena.plan.parameters).slice();
}

for (const compute of ["graph", "eager"] as const) {
  test(`${compute}: tensors do not leak over 200 steps`, async () => {
    const session = await aSession({ compute });
    // Counted after a forward pass: new weights become tensors of TensorFlow's when they are first used.
    const trainAndCount = (from: number, to: number): number => {
      for (let number = from; number <= to; number++) step(session, number);
      session.evaluate([fill(session, 0, 1)]);
      return session.tensors();
    };
    const before = trainAndCount(1, 3);
    assert.equal(trainAndCount(4, 203), before);
    session.close();
  });

  test(`${compute}: frozen is frozen: training changes no other weight and no moving statistic`, async () => {
    const session = await aSession({ compute, phases: [aPhase(0.1)] });
    assert.ok(session.loaded.stateWeights.every(({ name }) => !/gamma|beta|moving/.test(name)));
    const [frozen, weights] = [session.frozenDigest(), weightsOf(session)];
    for (let number = 1; number <= 5; number++) step(session, number);
    assert.equal(session.frozenDigest(), frozen);
    assert.notDeepEqual(weightsOf(session), weights);
    session.close();
  });

  test(`${compute}: a restored snapshot goes on exactly as the session it was taken from`, async () => {
    const session = await aSession({ compute });
    for (let number = 1; number <= 3; number++) step(session, number);
    const hash = session.snapshot();
    const losses = [4, 5, 6].map((number) => step(session, number));
    const weights = weightsOf(session);
    assert.equal(session.restore(), hash);
    assert.deepEqual(
      [4, 5, 6].map((number) => step(session, number)),
      losses,
    );
    assert.deepEqual(weightsOf(session), weights);
    session.close();
  });
}

test("a rehearsal changes nothing that is trained", async () => {
  const trained = async (isRehearsed: boolean): Promise<readonly [Float32Array, string]> => {
    const session = await aSession();
    if (isRehearsed) session.rehearse();
    for (let number = 1; number <= 3; number++) step(session, number);
    const result = [weightsOf(session), session.snapshot()] as const;
    session.close();
    return result;
  };
  assert.deepEqual(await trained(true), await trained(false));
});

test("the compiled step follows the eager one: losses of 10 steps agree within 1e-4", async () => {
  const losses = await Promise.all(
    (["graph", "eager"] as const).map(async (compute) => {
      const session = await aSession({
        compute,
        optimizer: { kind: "sgd", momentum: 0.9, nesterov: false, weightDecay: 0 },
      });
      const values = Array.from({ length: 10 }, (_, i) => step(session, i + 1));
      session.close();
      return values;
    }),
  );
  losses[0]?.forEach((loss, i) => {
    const reference = losses[1]?.[i] ?? NaN;
    assert.ok(Math.abs(loss - reference) < 1e-4, `step ${i + 1}: ${loss} and ${reference}`);
  });
});

test("the number of towers changes no bit", async () => {
  const weights = await Promise.all(
    [1, 2, 3].map(async (towers) => {
      const session = await aSession({ towers });
      for (let number = 1; number <= 4; number++) {
        const inputs = [fill(session, 0, number), fill(session, 1, number + 1), fill(session, 2, number + 2)];
        session.beginRange({ lo: 0, hi: inputs.length });
        for (let from = 0; from < inputs.length; from += towers) session.run(inputs.slice(from, from + towers));
        session.apply({ updates: [number], rateFactor: 1 });
      }
      const result = weightsOf(session);
      session.close();
      return result;
    }),
  );
  assert.deepEqual(weights[1], weights[0]);
  assert.deepEqual(weights[2], weights[0]);
});

test("a micro-batch without samples counts for nothing, and a step of none changes nothing", async () => {
  const session = await aSession();
  const empty: PreparedMicroBatch = { input: undefined, seed: [0, 0] };
  const before = weightsOf(session);
  session.beginRange({ lo: 0, hi: 3 });
  session.run([empty, empty]);
  session.run([empty]);
  assert.deepEqual(session.apply({ updates: [1], rateFactor: 1 }).sums, { loss: 0, weight: 0, samples: 0, correct: 0 });
  assert.deepEqual(weightsOf(session), before);
  session.close();
});

test("the head learns at its own rate: with a default rate of nearly zero only the head moves", async () => {
  const session = await aSession({ phases: [aPhase({ default: 1e-30, head: 0.1 })] });
  const before = weightsOf(session);
  step(session, 1);
  const now = weightsOf(session);
  for (const { layer, offset, size } of session.loaded.stateWeights) {
    const moved = !before.subarray(offset, offset + size).every((value, i) => value === now[offset + i]);
    assert.equal(moved, layer.startsWith("head_"), layer);
  }
  session.close();
});
