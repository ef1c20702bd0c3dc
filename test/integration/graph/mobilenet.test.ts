// The compiled step of MobileNetV2 against tfjs, and what must not change its bits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { must } from "../../../common/errors.ts";
import type { CompiledPhase } from "../../../worker/compute/graph/compiled.ts";
import type { MicroBatch } from "../../../worker/compute/phase.ts";
import { countTensors, loadTensorFlow } from "../../../worker/compute/tensorflow.ts";
import { evaluateOne, differences, microBatchFor, partsOf, type Phases, phasesOf } from "../../support/graph-phases.ts";
import { mobileNetV2, resNet50 } from "../../support/networks.ts";

const { tf } = await loadTensorFlow("cpu");

const SIZE = 32;
const options = { microBatchSize: 4, size: SIZE, classes: 10, towers: 4 } as const;
const network = mobileNetV2(SIZE, 10);
const whole = phasesOf(tf, network, options);
const headOnly = phasesOf(tf, network, { ...options, trains: (layer) => layer === "head" });
const reference = whole.graph();
const batches = [1, 2, 3, 4].map((seed) => microBatchFor(whole.spec, seed));

for (const [what, phases] of [
  ["head only", headOnly],
  ["all layers", whole],
] as const) {
  test(`MobileNetV2, ${what}: every gradient is within 1e-5 of tfjs's`, () => {
    const microBatch = must(batches[0], "micro-batch");
    const worst = must(
      differences(
        phases.spec,
        gradientOf(phases, phases.eager(), microBatch),
        gradientOf(phases, phases.graph(), microBatch),
      )[0],
      "weight",
    );
    assert.ok(worst.relative < 1e-5, `${worst.path} is ${worst.relative} off`);
  });
}

test("ResNet50, all layers: every gradient is within 1e-4 of tfjs's", () => {
  const phases = phasesOf(tf, resNet50(SIZE, 10), { ...options, microBatchSize: 2 });
  const microBatch = microBatchFor(phases.spec, 1);
  const compiled = phases.graph();
  const worst = must(
    differences(
      phases.spec,
      gradientOf(phases, phases.eager(), microBatch),
      gradientOf(phases, compiled, microBatch),
    )[0],
    "weight",
  );
  compiled.close();
  assert.ok(worst.relative < 1e-4, `${worst.path} is ${worst.relative} off`);
});

test("evaluation gives tfjs's losses and logits", () => {
  const microBatch = must(batches[1], "micro-batch");
  const [actual, expected] = [evaluateOne(reference, microBatch), evaluateOne(whole.eager(), microBatch)];
  for (const key of ["losses", "logits"] as const) {
    actual[key].forEach((value, i) => {
      assert.ok(Math.abs(value - must(expected[key][i], key)) < 1e-5 * Math.max(1, Math.abs(value)), `${key}[${i}]`);
    });
  }
});

test("a micro-batch's bits do not depend on the number of towers or on what runs beside it", () => {
  const [one, two] = [whole.graph(1), whole.graph(2)];
  const alone = runInGroups(one, 1);
  assert.deepEqual(runInGroups(two, 2), alone);
  assert.deepEqual(runInGroups(reference, 4), alone);
  // Not all towers used: 3 = 2 + 1.
  assert.deepEqual(runInGroups(reference, 3), alone);
  for (const phase of [one, two]) phase.close();
});

test("a sample's logits are the same bits in a micro-batch that runs in pieces and in one that does not", () => {
  const of = (microBatchSize: number): Phases =>
    phasesOf(tf, mobileNetV2(64, 10), { size: 64, classes: 10, microBatchSize, trains: (layer) => layer === "head" });
  const [many, few] = [of(16), of(2)];
  const [inPieces, atOnce] = [many.graph(), few.graph()];
  assert.ok(inPieces.stats.nodes > atOnce.stats.nodes);
  const sixteen = microBatchFor(many.spec, 5);
  const two = { ...microBatchFor(few.spec, 5), pixels: sixteen.pixels.slice(0, sixteen.pixels.length / 8) };
  assert.deepEqual(evaluateOne(inPieces, sixteen).logits.slice(0, 20), evaluateOne(atOnce, two).logits);
  for (const phase of [inPieces, atOnce]) phase.close();
});

test("a sample of weight 0 contributes nothing to sums and gradients", () => {
  const microBatch = must(batches[0], "micro-batch");
  const other = { ...microBatch, pixels: microBatch.pixels.slice() };
  other.pixels.fill(7, other.pixels.length - SIZE * SIZE * 3);
  assert.deepEqual(runOne(reference, other), runOne(reference, microBatch));
});

test("new weights are used from the next run on, and the caller's array may change afterwards", () => {
  const microBatch = must(batches[0], "micro-batch");
  const before = runOne(reference, microBatch);
  const values = whole.values.map((value) => value * 1.1);
  reference.setWeights(partsOf(values));
  const after = runOne(reference, microBatch);
  values.fill(0);
  assert.notDeepEqual(after, before);
  assert.deepEqual(runOne(reference, microBatch), after);
  reference.setWeights(partsOf(whole.values));
  assert.deepEqual(runOne(reference, microBatch), before);
});

test("200 runs, evaluations and weight changes leave no tensor behind", () => {
  const compiled = headOnly.graph();
  const gradients = batches.map(() => new Float32Array(headOnly.values.length));
  const before = countTensors(tf);
  for (let i = 0; i < 200; i += 1) {
    compiled.setWeights(partsOf(headOnly.values));
    compiled.run(batches.slice(0, 1 + (i % 2)), gradients);
    if (i % 10 === 0) compiled.evaluate([must(batches[0], "micro-batch")]);
  }
  assert.equal(countTensors(tf), before);
  compiled.close();
  assert.equal(countTensors(tf), before - 1);
});

test("two phases of other frozen weights do not see each other's", () => {
  const microBatch = must(batches[0], "micro-batch");
  const first = headOnly.graph();
  const before = first.evaluate([microBatch]);
  const other = phasesOf(tf, network, { ...options, weights: "ordinary", trains: (layer) => layer === "head" }).graph();
  assert.notDeepEqual(other.evaluate([microBatch]), before);
  assert.deepEqual(first.evaluate([microBatch]), before);
  for (const phase of [first, other]) phase.close();
});

test("the second start takes the graph from the cache", () => {
  const again = whole.graph();
  assert.equal(again.stats.cacheHit, true);
  assert.equal(again.stats.hash, reference.stats.hash);
  again.close();
});

function gradientOf({ values }: Phases, phase: Pick<CompiledPhase, "run">, microBatch: MicroBatch): Float32Array {
  const gradient = new Float32Array(values.length);
  phase.run([microBatch], [gradient]);
  return gradient;
}

function runOne(phase: CompiledPhase, microBatch: MicroBatch) {
  const gradient = new Float32Array(whole.values.length);
  return { sums: phase.run([microBatch], [gradient]), gradient: Buffer.from(gradient.buffer).toString("base64") };
}

/** Sums and gradient bits of all batches, `count` at a time. */
function runInGroups(phase: CompiledPhase, count: number) {
  const gradients = batches.map(() => new Float32Array(whole.values.length));
  const sums = [];
  for (let i = 0; i < batches.length; i += count)
    sums.push(...phase.run(batches.slice(i, i + count), gradients.slice(i, i + count)));
  return { sums, gradients: gradients.map((gradient) => Buffer.from(gradient.buffer).toString("base64")) };
}
