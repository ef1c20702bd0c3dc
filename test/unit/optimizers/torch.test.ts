// The optimizers against PyTorch's on recorded gradients (test/fixtures/optimizers/make_torch_reference.py): every weight.
// Not bit by bit: torch multiplies and adds with one rounding where the processor can (so its bits depend on the machine), writes
// Adam's mean as m + (1 - beta1)(g - m), divides m by the root before it multiplies by the rate, and sums the squares of the gradient's
// norm in float32. Each moves an update by an ulp or so of its own, and a step rounds the weight by half an ulp; over 20 steps these
// add up. So the bound is in ulps of the largest value that the weight had. Both sides are fixed numbers: the bound is met everywhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import { must } from "../../../common/errors.ts";
import { type OurRun, readTorchReference, runCase, type TorchCase } from "./torch-reference.ts";

const { cases, kept } = readTorchReference();

const ULPS_OF_ONE_STEP = 1;
const ULPS = 8;

test("the reference holds each optimizer, with and without clipping, a changing rate and late unfreezing", () => {
  assert.equal(cases.length, 14);
  for (const kind of ["sgd", "adamw"] as const) {
    const own = cases.filter((one) => one.kind === kind);
    assert.ok(own.some(({ clipNorm }) => clipNorm !== null));
    assert.ok(own.some(({ factors }) => factors !== null));
    assert.ok(own.some(({ unfrozenAfter }) => unfrozenAfter > 0));
  }
});

for (const one of cases) {
  test(`${one.name}: each weight is within ${ULPS} ulps of PyTorch's after ${kept.at(-1) ?? 0} steps`, () => {
    const ulps = largestUlps(runCase(one), one.weights);
    assert.equal(ulps.length, kept.length);
    assert.ok(must(ulps[0], "a step") <= ULPS_OF_ONE_STEP, `after one step: ${ulps.join(", ")} ulps`);
    assert.ok(Math.max(...ulps) <= ULPS, `${ulps.join(", ")} ulps`);
  });
}

for (const one of cases.filter(({ clipNorm }) => clipNorm !== null)) {
  test(`${one.name}: the gradient's norm is PyTorch's`, () => {
    const { norms } = runCase(one);
    assert.equal(norms.length, one.norms.length);
    norms.forEach((norm, step) => {
      const reference = must(one.norms[step], "a norm");
      assert.ok(Math.abs(norm - reference) <= 3e-7 * reference, `step ${step + 1}: ${norm} and ${reference}`);
    });
    assert.ok(clippedSteps(one) > 0);
  });
}

test("with a limit that the norm passes now and then, some steps are clipped and some are not", () => {
  const sometimes = cases.filter(({ name }) => name.endsWith("now and then"));
  assert.ok(sometimes.length > 0);
  for (const one of sometimes) assert.ok(clippedSteps(one) > 4 && clippedSteps(one) < 16, one.name);
});

function clippedSteps({ norms, clipNorm }: TorchCase): number {
  return norms.filter((norm) => norm > (clipNorm ?? Infinity)).length;
}

/** After each kept step the largest difference of a weight, in ulps of the largest value that this weight had. */
function largestUlps({ weights, largest }: OurRun, torch: readonly Float32Array[]): number[] {
  return weights.map((ours, step) =>
    Math.max(...[...ours].map((weight, i) => Math.abs(weight - (torch[step]?.[i] ?? NaN)) / ulp(largest[i] ?? NaN))),
  );
}

/** Distance from a float32 to the next larger one. */
function ulp(value: number): number {
  return 2 ** Math.max(Math.floor(Math.log2(value)) - 23, -149);
}
