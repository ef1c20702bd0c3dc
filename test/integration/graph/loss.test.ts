// Label smoothing and class weights, both ways of computing, against PyTorch's CrossEntropyLoss in float64.
process.env["TF_NUM_INTRAOP_THREADS"] = "1";
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { must } from "../../../common/errors.ts";
import { type LossOptions, PLAIN_LOSS } from "../../../worker/compute/loss.ts";
import type { MicroBatch, PhaseCompute } from "../../../worker/compute/phase.ts";
import { loadTensorFlow } from "../../../worker/compute/tensorflow.ts";
import { evaluateOne, differences, microBatchFor, type Phases, phasesOf } from "../../support/graph-phases.ts";
import { NetworkBuilder } from "../../support/networks.ts";

const { tf } = await loadTensorFlow("cpu");
const CLASSES = 5;
const WEIGHTS = [0.5, 2, 1, 7.25, 0.125];

const cases: Readonly<Record<string, LossOptions>> = {
  "plain cross-entropy": PLAIN_LOSS,
  "label smoothing": { labelSmoothing: 0.1, classWeights: undefined },
  "class weights": { labelSmoothing: 0, classWeights: WEIGHTS },
  "label smoothing and class weights": { labelSmoothing: 0.3, classWeights: WEIGHTS },
};

function phases(loss: LossOptions): Phases {
  const b = new NetworkBuilder();
  const pooled = b.add("GlobalAveragePooling2D", b.conv(b.input([9, 9, 3]), 8, 3), {});
  const head = b.add("Dense", pooled, { units: CLASSES, use_bias: true, activation: "linear" }, "head");
  return phasesOf(tf, b.network(head), { size: 9, classes: CLASSES, microBatchSize: 6, towers: 2, loss });
}

interface Expected {
  readonly loss: number;
  readonly weight: number;
  readonly correct: number;
  /** Of the loss with respect to the last layer's bias: the sum over the samples of its gradient with respect to the logits. */
  readonly bias: readonly number[];
}

/**
 * reduction="sum" of torch.nn.CrossEntropyLoss(weight, label_smoothing) as its documentation and ATen's
 * cross_entropy_loss_label_smoothing have it, and what reduction="mean" divides that by: the sum of the targets' weights.
 */
function pytorch(logits: Float32Array, { labels, sampleWeights }: MicroBatch, loss: LossOptions): Expected {
  const weights = loss.classWeights ?? WEIGHTS.map(() => 1);
  const sums = { loss: 0, weight: 0, correct: 0, bias: WEIGHTS.map(() => 0) };
  labels.forEach((label, i) => {
    const counts = must(sampleWeights[i], "sample weight");
    const exponentials = [...logits.subarray(i * CLASSES, (i + 1) * CLASSES)].map(Math.exp);
    const total = exponentials.reduce((sum, value) => sum + value, 0);
    const p = exponentials.map((value) => value / total);
    const weighted = p.map((share, c) => -must(weights[c], "weight") * Math.log(share));
    const smooth = weighted.reduce((sum, value) => sum + value, 0);
    const ofTarget = must(weights[label], "weight");
    sums.loss +=
      counts * ((1 - loss.labelSmoothing) * must(weighted[label], "nll") + (loss.labelSmoothing / CLASSES) * smooth);
    sums.weight += counts * ofTarget;
    sums.correct += p.indexOf(Math.max(...p)) === label ? counts : 0;
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    p.forEach((share, c) => {
      const nll = ofTarget * (share - Number(c === label));
      const spread = share * all - must(weights[c], "weight");
      sums.bias[c] =
        must(sums.bias[c], "sum") +
        counts * ((1 - loss.labelSmoothing) * nll + (loss.labelSmoothing / CLASSES) * spread);
    });
  });
  return sums;
}

function assertClose(actual: number, expected: number, what: string): void {
  assert.ok(
    Math.abs(actual - expected) <= 2e-6 * Math.max(1, Math.abs(expected)),
    `${what}: ${actual}, not ${expected}`,
  );
}

for (const [name, loss] of Object.entries(cases)) {
  const { spec, values, ...make } = phases(loss);
  const microBatches = [microBatchFor(spec, 1), microBatchFor(spec, 2)];
  const [eager, graph] = [make.eager(), make.graph()];
  after(() => {
    graph.close();
    eager.close();
  });
  const bias = must(
    spec.trainable.find((weight) => weight.layer === "head" && weight.name === "bias"),
    "bias",
  );

  for (const phase of [eager, graph] satisfies PhaseCompute[]) {
    const way = phase.kind;
    test(`${way}: ${name} is PyTorch's, in loss, weight and gradient; what is correct is counted without weights`, () => {
      for (const microBatch of microBatches) {
        const gradient = new Float32Array(values.length);
        const [sums] = phase.run([microBatch], [gradient]);
        const { logits } = evaluateOne(phase, microBatch);
        const expected = pytorch(logits, microBatch, loss);
        assertClose(must(sums, "sums").loss, expected.loss, "loss");
        assertClose(must(sums, "sums").weight, expected.weight, "weight");
        expected.bias.forEach((value, c) => {
          assertClose(must(gradient[bias.offset + c], "gradient"), value, `gradient of bias ${c}`);
        });
        assert.equal(must(sums, "sums").correct, expected.correct);
      }
    });

    test(`${way}: evaluation under ${name} is plain cross-entropy`, () => {
      const microBatch = must(microBatches[0], "micro-batch");
      const { losses, logits } = evaluateOne(phase, microBatch);
      const plain = pytorch(logits, microBatch, PLAIN_LOSS);
      const sum = losses.reduce((total, value, i) => total + value * must(microBatch.sampleWeights[i], "weight"), 0);
      assertClose(sum, plain.loss, "loss");
    });
  }

  test(`${name}: the compiled gradient of every weight is eager's`, () => {
    const [one, other] = [new Float32Array(values.length), new Float32Array(values.length)];
    const microBatch = must(microBatches[0], "micro-batch");
    eager.run([microBatch], [one]);
    graph.run([microBatch], [other]);
    const worst = must(differences(spec, one, other)[0], "difference");
    assert.ok(worst.relative < 1e-5, `${worst.path}: ${worst.relative}`);
  });
}
