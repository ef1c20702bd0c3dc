// The example in examples/plugins, against its formula in float64 and against finite differences.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { must } from "../../../common/errors.ts";
import type { PluginLoss } from "../../../worker/plugins/types.ts";

// From dist/test/unit/plugins.
const EXAMPLE = new URL("../../../../examples/plugins/focal-loss.mjs", import.meta.url).href;
const { focalLoss, loss: exported } = (await import(EXAMPLE)) as {
  readonly focalLoss: (gamma: number) => PluginLoss;
  readonly loss: PluginLoss;
};

/** -(1 - p)^gamma log p as it is written down. */
function reference(logits: readonly number[], label: number, gamma: number): number {
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
  const p = Math.exp(must(logits[label], "logit")) / total;
  return -((1 - p) ** gamma) * Math.log(p);
}

const cases = fc
  .record({
    logits: fc.array(fc.float({ min: -6, max: 6, noNaN: true }), { minLength: 2, maxLength: 8 }),
    at: fc.nat(),
    gamma: fc.constantFrom(0, 0.5, 1, 2, 5),
  })
  .map(({ logits, at, gamma }) => ({ logits, label: at % logits.length, gamma }));

function computed(logits: readonly number[], label: number, gamma: number) {
  const gradient = new Float32Array(logits.length);
  const value = focalLoss(gamma).compute(Float32Array.from(logits), label, logits.length, gradient);
  return { value, gradient };
}

test("the loss is its formula in float64", () => {
  fc.assert(
    fc.property(cases, ({ logits, label, gamma }) => {
      const expected = reference(logits, label, gamma);
      assert.ok(Math.abs(computed(logits, label, gamma).value - expected) <= 1e-9 * (1 + expected));
    }),
  );
});

test("the gradient is that of finite differences", () => {
  const step = 1e-4;
  fc.assert(
    fc.property(cases, ({ logits, label, gamma }) => {
      computed(logits, label, gamma).gradient.forEach((value, c) => {
        const moved = (by: number): number =>
          reference(
            logits.map((logit, i) => (i === c ? logit + by : logit)),
            label,
            gamma,
          );
        const slope = (moved(step) - moved(-step)) / (2 * step);
        assert.ok(Math.abs(value - slope) <= 1e-5 * (1 + Math.abs(slope)), `${value} and ${slope}`);
      });
    }),
  );
});

test("with gamma 0 it is cross-entropy: the gradient is the probabilities less the label", () => {
  const { value, gradient } = computed([0, Math.log(3)], 0, 0);
  assert.ok(Math.abs(value - Math.log(4)) < 1e-7);
  assert.ok(Math.abs(must(gradient[0], "gradient") + 0.75) < 1e-7);
  assert.ok(Math.abs(must(gradient[1], "gradient") - 0.75) < 1e-7);
});

test("logits as large as float32 goes give finite numbers, for the right and for the wrong class", () => {
  for (const gamma of [0, 0.5, 2])
    for (const label of [0, 1]) {
      const { value, gradient } = computed([3e38, -3e38], label, gamma);
      assert.ok(Number.isFinite(value) && gradient.every(Number.isFinite), `gamma ${gamma}, label ${label}: ${value}`);
    }
});

test("what the module exports is gamma 2", () => {
  const into = new Float32Array(3);
  assert.equal(exported.compute(Float32Array.of(1, 2, 3), 1, 3, into), computed([1, 2, 3], 1, 2).value);
});
