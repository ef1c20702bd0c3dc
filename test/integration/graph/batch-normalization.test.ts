// BatchNormalization that is trained: what the compiled step and tfjs make of a micro-batch, and which samples have a say in it.
process.env["TF_NUM_INTRAOP_THREADS"] = "1";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { must } from "../../../common/errors.ts";
import type { MicroBatch, MicroBatchSums, PhaseCompute, PhaseSpec } from "../../../worker/compute/phase.ts";
import { countTensors, loadTensorFlow } from "../../../worker/compute/tensorflow.ts";
import { float64Case } from "../../support/float64-case.ts";
import { differences, evaluateOne, microBatchFor, partsOf, type Phases, phasesOf } from "../../support/graph-phases.ts";
import { mobileNetV2, NetworkBuilder } from "../../support/networks.ts";

const { tf } = await loadTensorFlow("cpu");

const FLOAT64_DIFFERENCE = fileURLToPath(
  new URL("../../../../test/fixtures/keras/float64-difference.json", import.meta.url),
);

const SIZE = 16;
const SAMPLES = 5;
const small = smallPhases(SAMPLES);

test("MobileNetV2, all layers, affine: every gradient is within 2e-5 of tfjs's", () => {
  const phases = phasesOf(tf, mobileNetV2(64, 10), {
    microBatchSize: 4,
    size: 64,
    classes: 10,
    batchNormalization: "affine",
  });
  const microBatch = wholeBatchFor(phases.spec, 1);
  const compiled = phases.graph();
  const vectorOf = (phase: PhaseCompute): Float32Array => runOne(phase, microBatch, phases.values.length).vector;
  const worst = must(differences(phases.spec, vectorOf(phases.eager()), vectorOf(compiled))[0], "weight");
  compiled.close();
  assert.ok(worst.relative < 2e-5, `${worst.path} is ${worst.relative} off`);
});

test("MobileNetV2, all layers, train: gradients are no further from tfjs's than three times what float32 is from float64", async () => {
  const { phases, microBatch, hash } = float64Case(tf);
  const float64 = JSON.parse(await readFile(FLOAT64_DIFFERENCE, "utf8")) as Float64Difference;
  assert.equal(hash, float64.case, "make it again: test/fixtures/keras/make_float64_difference.py");
  const compiled = phases.graph();
  const vectorOf = (phase: PhaseCompute): Float32Array => runOne(phase, microBatch, phases.values.length).vector;
  const all = differences(phases.spec, vectorOf(phases.eager()), vectorOf(compiled));
  compiled.close();
  const trained = new Set(phases.spec.trainable.map(({ layer, name }) => `${layer}/${name}`));
  const gradients = all.filter(({ path }) => trained.has(path) && !float64.vanishing.includes(path));
  const [worst, middle] = [gradients[0], gradients[gradients.length >> 1]].map((each) => must(each, "a gradient"));
  assert.ok(must(worst, "worst").relative <= 3 * float64.largest, `${worst?.path} is ${worst?.relative} off`);
  assert.ok(must(middle, "middle").relative <= 3 * float64.median, `the median is ${middle?.relative} off`);
  const statistics = all.filter(({ path }) => !trained.has(path));
  assert.equal(statistics.length, 2 * 52);
  assert.ok(
    must(statistics[0], "statistic").relative < 1e-4,
    `${statistics[0]?.path} is ${statistics[0]?.relative} off`,
  );
});

test("of a whole micro-batch, gradients and statistics are tfjs's", () => {
  const microBatch = wholeBatchFor(small.spec, 1);
  const [expected, actual] = [runOne(small.eager(), microBatch), runOne(small.compiled, microBatch)];
  const worst = must(differences(small.spec, expected.vector, actual.vector)[0], "weight");
  assert.ok(worst.relative < 1e-4, `${worst.path} is ${worst.relative} off`);
  assert.ok(Math.abs(expected.sums.loss - actual.sums.loss) < 1e-5 * expected.sums.loss);
});

for (const way of ["eager", "graph"] as const) {
  const phase = (): PhaseCompute => (way === "eager" ? small.eager() : small.compiled);

  test(`${way}: the first layer's statistics are mean and biased variance of its input, times the samples`, () => {
    const microBatch = wholeBatchFor(small.spec, 2);
    const { vector } = runOne(phase(), microBatch);
    // The first BatchNormalization's input is the pictures themselves, scaled to -1..1.
    for (let channel = 0; channel < 3; channel += 1) {
      const values = Array.from(microBatch.pixels, (pixel) => (pixel / 255) * 2 - 1).filter(
        (_, i) => i % 3 === channel,
      );
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      assertClose(statistic(vector, "moving_mean", channel), mean * SAMPLES, 1e-6);
      assertClose(statistic(vector, "moving_variance", channel), variance * SAMPLES, 1e-6);
    }
  });

  test(`${way}: padding and set-aside samples leave no trace: what is left is run as a shorter micro-batch`, () => {
    const shorter = smallPhases(3);
    const short = wholeBatchFor(shorter.spec, 3);
    const reference = way === "eager" ? shorter.eager() : shorter.compiled;
    const expected = runOne(reference, short);
    for (const places of [
      [0, 1, 2],
      [1, 2, 4],
      [0, 2, 3],
    ]) {
      assert.deepEqual(runOne(phase(), spread(short, places)), expected);
    }
    shorter.compiled.close();
  });

  test(`${way}: a single sample is normalized with the moving statistics, and these are what it gives back`, () => {
    const one = spread(wholeBatchFor(small.spec, 4), [2]);
    const { vector } = runOne(phase(), one);
    const at = must(small.spec.statistics[0], "statistics").offset;
    assert.deepEqual(vector.slice(at), small.values.slice(at));
    const gamma = must(
      small.spec.trainable.find(({ name }) => name === "gamma"),
      "gamma",
    );
    assert.ok(vector.subarray(gamma.offset, gamma.offset + gamma.size).some((value) => value !== 0));
  });

  test(`${way}: moving statistics decide what evaluation gives and nothing of training`, () => {
    const compute = phase();
    const microBatch = wholeBatchFor(small.spec, 5);
    const [trained, evaluated] = [runOne(compute, microBatch), evaluateOne(compute, microBatch)];
    const moved = small.values.slice();
    for (const { offset, size, name } of small.spec.statistics)
      for (let i = offset; i < offset + size; i += 1) moved[i] = name === "moving_mean" ? 0.5 : 3;
    compute.setWeights(partsOf(moved));
    assert.deepEqual(runOne(compute, microBatch), trained);
    assert.notDeepEqual(evaluateOne(compute, microBatch).losses, evaluated.losses);
    compute.setWeights(partsOf(small.values));
    assert.deepEqual(evaluateOne(compute, microBatch), evaluated);
  });
}

test("evaluation gives tfjs's logits", () => {
  const microBatch = microBatchFor(small.spec, 6);
  const expected = evaluateOne(small.eager(), microBatch).logits;
  evaluateOne(small.compiled, microBatch).logits.forEach((value, i) => {
    assertClose(value, must(expected[i], "logit"), 1e-5);
  });
});

test("a micro-batch's bits do not depend on the towers, nor on whether its neighbours are short", () => {
  const batches = [1, 2, 3, 4].map((seed) => wholeBatchFor(small.spec, seed));
  batches.splice(1, 1, microBatchFor(small.spec, 2));
  const alone = batches.map((batch) => runOne(small.compiled, batch));
  for (const towers of [2, 4]) {
    const compiled = small.graph(towers);
    const vectors = batches.map(() => new Float32Array(small.values.length));
    const sums: MicroBatchSums[] = [];
    for (let i = 0; i < batches.length; i += towers)
      sums.push(...compiled.run(batches.slice(i, i + towers), vectors.slice(i, i + towers)));
    assert.deepEqual(
      vectors.map((vector, i) => ({ vector, sums: sums[i] })),
      alone,
    );
    compiled.close();
  }
});

test("runs of whole and short micro-batches leave no tensor behind, and closing closes every graph", () => {
  const before = countTensors(tf);
  const compiled = small.graph();
  const run = (): void => {
    for (const count of [5, 4, 3, 2, 1]) runOne(compiled, first(wholeBatchFor(small.spec, 1), count));
  };
  run();
  const held = countTensors(tf);
  for (let i = 0; i < 20; i += 1) run();
  assert.equal(countTensors(tf), held);
  compiled.close();
  assert.equal(countTensors(tf), before);
});

/** What test/fixtures/keras/make_float64_difference.py writes. */
interface Float64Difference {
  /** Hash of the case that it was made from. */
  readonly case: string;
  /** Weights whose gradient is 0, but for rounding. */
  readonly vanishing: readonly string[];
  /** Of each weight's gradient: the largest difference over the largest value. */
  readonly median: number;
  readonly largest: number;
}

/** A network that begins with BatchNormalization, so that its statistics are easily told, and has some more of it. */
function smallPhases(microBatchSize: number): Phases & { readonly compiled: ReturnType<Phases["graph"]> } {
  const b = new NetworkBuilder();
  const input = b.add("BatchNormalization", b.input([SIZE, SIZE, 3]), { axis: 3, scale: false });
  const wide = b.relu(b.norm(b.conv(input, 8, 3, 2)), 6);
  const x = b.relu(b.norm(b.conv(b.relu(b.norm(b.depthwise(wide)), 6), 6, 1)), 6);
  const features = b.add("Dropout", b.add("GlobalAveragePooling2D", x), { rate: 0.2 });
  const head = b.add("Dense", features, { units: 4, activation: "linear", use_bias: true }, "head");
  const options = {
    microBatchSize,
    size: SIZE,
    classes: 4,
    batchNormalization: "train",
    weights: "ordinary",
  } as const;
  const phases = phasesOf(tf, b.network(head), options);
  return { ...phases, compiled: phases.graph() };
}

function wholeBatchFor(spec: PhaseSpec, seed: number): MicroBatch {
  const microBatch = microBatchFor(spec, seed);
  return { ...microBatch, sampleWeights: new Float32Array(spec.microBatchSize).fill(1) };
}

/** Only the first samples count. */
function first(microBatch: MicroBatch, count: number): MicroBatch {
  return { ...microBatch, sampleWeights: microBatch.sampleWeights.map((_, i) => (i < count ? 1 : 0)) };
}

/** The samples of `short` at `places` of a micro-batch of SAMPLES, among others of weight 0. */
function spread(short: MicroBatch, places: readonly number[]): MicroBatch {
  const other = microBatchFor(small.spec, 99);
  const bytes = SIZE * SIZE * 3;
  const pixels = other.pixels.slice();
  const labels = other.labels.slice();
  places.forEach((to, from) => {
    pixels.set(short.pixels.subarray(from * bytes, (from + 1) * bytes), to * bytes);
    labels[to] = must(short.labels[from], "label");
  });
  const sampleWeights = Float32Array.from({ length: SAMPLES }, (_, i) => (places.includes(i) ? 1 : 0));
  return { pixels, labels, sampleWeights, seed: short.seed };
}

function runOne(phase: PhaseCompute, microBatch: MicroBatch, floats = small.values.length) {
  const vector = new Float32Array(floats);
  const [sums] = phase.run([microBatch], [vector]);
  return { vector, sums: must(sums, "sums") };
}

/** Of the first BatchNormalization. */
function statistic(vector: Float32Array, name: string, channel: number): number {
  const { offset } = must(
    small.spec.statistics.find((weight) => weight.name === name),
    name,
  );
  return must(vector[offset + channel], name);
}

function assertClose(actual: number, expected: number, relative: number): void {
  assert.ok(Math.abs(actual - expected) <= relative * Math.max(1, Math.abs(expected)), `${actual}, not ${expected}`);
}
