// Keras's own training and ours, on the same network, pictures, order and optimizer. The fixture's script says how it is made.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CASES, exportCase, hashOfCase, STEPS } from "./keras/case.ts";
import { type Curve, differencesOf, openCaseFolder, readCurve, TOLERANCE, train } from "./keras/compare.ts";

/** The reference is slow: it goes as far as is needed to see the first epoch's short last batch. */
const STEPS_OF = { graph: STEPS, eager: 11 } as const;

let cases: Awaited<ReturnType<typeof openCaseFolder>>;
let keras: Curve;

before(async () => {
  cases = await openCaseFolder();
  keras = await readCurve();
});

after(() => cases.close());

test("the fixture was made from the case as it is now", () => {
  assert.equal(hashOfCase(exportCase()), keras.case, "make it again: test/fixtures/keras/make_loss_curve.py");
});

/** How many times the tolerance training moves a loss, at rates at which Keras agrees with itself. */
const MOVED = { head: 500, all: 500, norm: 20 } as const;

test("without the steps the losses would differ by many times the tolerance", () => {
  for (const name of CASES) {
    const moved = Math.max(...differencesOf(keras.untrained[name], keras.losses[name]));
    assert.ok(moved > MOVED[name] * TOLERANCE, `${name}: ${moved}`);
  }
});

for (const name of CASES) {
  for (const compute of ["graph", "eager"] as const) {
    test(`${name}, ${compute}: each of ${STEPS_OF[compute]} losses is Keras's within ${TOLERANCE}`, async () => {
      const ours = await train(cases.folder, name, compute, STEPS_OF[compute]);
      assert.equal(ours.compute, compute);
      assert.equal(ours.losses.length, STEPS_OF[compute]);
      const differences = differencesOf(ours.losses, keras.losses[name]);
      const largest = Math.max(...differences);
      assert.ok(largest < TOLERANCE, `step ${differences.indexOf(largest) + 1} differs by ${largest}`);
    });
  }
}
