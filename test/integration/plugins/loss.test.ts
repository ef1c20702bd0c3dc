// A plugin's loss in the compiled and in the eager step.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { ConfigError, JobFailedError, must } from "../../../common/errors.ts";
import { writeKerasModel } from "../../support/keras-file.ts";
import { aModule, aSession, distance, fill, focal, step, trained } from "./sessions.ts";

const folder = mkdtempSync(path.join(tmpdir(), "elastune-plugin-loss-"));
before(() => writeKerasModel(path.join(folder, "model.h5")));
after(() => {
  rmSync(folder, { recursive: true });
});

for (const compute of ["graph", "eager"] as const) {
  test(`${compute}: focal loss with gamma 0 trains the weights that cross-entropy trains, within 1e-6`, async () => {
    const plain = await trained(folder, { compute });
    assert.ok(distance(await trained(folder, { compute, lossPlugin: focal(folder, 0) }), plain) <= 1e-6);
    assert.ok(distance(await trained(folder, { compute, lossPlugin: focal(folder, 2) }), plain) > 1e-4);
  });

  test(`${compute}: tensors do not leak over 50 steps with a plugin's loss`, async () => {
    const session = await aSession(folder, { compute, lossPlugin: focal(folder, 2) });
    const trainAndCount = (from: number, to: number): number => {
      for (let number = from; number <= to; number++) step(session, number);
      session.evaluate([fill(session, 0, 1)]);
      return session.tensors();
    };
    const first = trainAndCount(1, 3);
    assert.equal(trainAndCount(4, 53), first);
    session.close();
  });

  test(`${compute}: a loss that throws fails the step, naming module, function, reason and line`, async () => {
    const source = `export const loss = {\n  compute() {\n    throw new Error("boom");\n  },\n};\n`;
    const lossPlugin = aModule(folder, "throws.mjs", source);
    const session = await aSession(folder, { compute, lossPlugin });
    assert.throws(
      () => step(session, 1),
      (error) =>
        error instanceof JobFailedError &&
        error.code === "plugin-failed" &&
        error.message === `plugin ${lossPlugin.file}: loss.compute threw: boom (line 3)`,
    );
    session.close();
  });
}

test("the compiled step and the eager one agree with a plugin's loss: weights after 5 steps within 1e-5", async () => {
  const lossPlugin = focal(folder, 2);
  const graph = await trained(folder, { compute: "graph", lossPlugin });
  assert.ok(distance(graph, await trained(folder, { compute: "eager", lossPlugin })) <= 1e-5);
});

test("they agree within 1e-5 where BatchNormalization trains too, whose last micro-batch is a short one", async () => {
  const phases = [{ name: "all", unfreeze: ["*"], learningRate: 0.02, batchNormalization: "train" as const }];
  const [own, plain] = [{ phases, lossPlugin: focal(folder, 0) }, { phases }];
  const graph = await trained(folder, { compute: "graph", ...own });
  assert.ok(distance(graph, await trained(folder, { compute: "eager", ...own })) <= 1e-5);
  assert.ok(distance(graph, await trained(folder, { compute: "graph", ...plain })) <= 1e-6);
});

test("the number of towers changes no bit with a plugin's loss", async () => {
  const lossPlugin = focal(folder, 2);
  const [one, two, three] = [
    await trained(folder, { towers: 1, lossPlugin }),
    await trained(folder, { towers: 2, lossPlugin }),
    await trained(folder, { towers: 3, lossPlugin }),
  ];
  assert.deepEqual(two, one);
  assert.deepEqual(three, one);
});

test("a step's and an evaluation's loss are the plugin's", async () => {
  const source = `export const loss = { compute(logits, label, classes, into) { into.fill(0); return 10 + label; } };\n`;
  const session = await aSession(folder, { lossPlugin: aModule(folder, "ten.mjs", source) });
  const [evaluation] = session.evaluate([fill(session, 0, 2, true)]);
  assert.deepEqual([...must(evaluation, "an evaluation").losses], [12, 13, 0]);
  // Labels of step 1: (1, 2, 3), (0, 1, 2) and (2, 3).
  const { sums, gradientNorm } = step(session, 1);
  assert.deepEqual([sums.loss, sums.weight, gradientNorm], [94, 8, 0]);
  session.close();
});

test("a module that was changed after the run had read it is refused", async () => {
  const lossPlugin = focal(folder, 3);
  await assert.rejects(
    aSession(folder, { lossPlugin: { ...lossPlugin, sha256: "0".repeat(64) } }),
    (error) => error instanceof ConfigError && error.message.includes(`${lossPlugin.file}: the file was changed`),
  );
});
