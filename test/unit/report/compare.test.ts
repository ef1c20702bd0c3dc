// What `elastune compare` finds out about runs.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { compareCommand } from "../../../cli/commands/compare.ts";
import { compareRuns, compareStates, jobDifferences } from "../../../cli/library/compare-runs.ts";
import { renderComparison } from "../../../cli/report/comparison.ts";
import { aTestReport, JOB_TEXT } from "../../support/report-data.ts";
import { aFolder, below, finishedRun, unfinishedRun } from "../../support/run-folders.ts";

test("only keys that differ are listed, by their path, with nothing where a job lacks one", () => {
  const jobs = [
    { name: "x", phases: [{ epochs: 3, rate: { default: 0.1 } }], same: [1, 2] },
    { name: "x", phases: [{ epochs: 5, rate: { default: 0.1, head: 1 } }, { epochs: 1 }], same: [1, 2] },
  ];
  assert.deepEqual(jobDifferences(jobs), [
    { key: "phases[0].epochs", values: [3, 5] },
    { key: "phases[0].rate.head", values: [undefined, 1] },
    { key: "phases[1].epochs", values: [undefined, 1] },
  ]);
});

test("an empty list and one with items differ, and so do a word and a number", () => {
  assert.deepEqual(
    jobDifferences([
      { a: [], b: "1" },
      { a: [1], b: 1 },
    ]).map(({ key }) => key),
    ["a", "b", "a[0]"],
  );
});

test("runs come with their test metrics, from test.json where there is one, curves and best point", async (t) => {
  const folder = await aFolder(
    t,
    below({
      one: finishedRun({ "test.json": JSON.stringify(aTestReport(["a", "b"])) }),
      two: finishedRun({ "job.yaml": `${JOB_TEXT}  training: { seed: 9 }\n` }),
      three: unfinishedRun(),
    }),
  );
  const { runs, differences } = await compareRuns(["one", "two", "three"].map((name) => path.join(folder, name)));
  assert.deepEqual(differences, [{ key: "spec.training.seed", values: [0, 9, 0] }]);
  assert.deepEqual(
    runs.map(({ name, finished, steps }) => [name, finished, steps]),
    [
      ["one", true, 240],
      ["two", true, 240],
      ["three", false, 240],
    ],
  );
  assert.deepEqual(
    runs.map(({ test: metrics }) => metrics),
    [{ accuracy: 0.7312, loss: 0.6931, precision: 0.71, recall: 0.7, f1: 0.702 }, { loss: 0.69, accuracy: 0.73 }, {}],
  );
  assert.equal(runs[0]?.best?.step, 240);
});

test("two folders of one name keep apart", async (t) => {
  const folder = await aFolder(t, below({ "a/run": unfinishedRun(), "b/run": unfinishedRun() }));
  const directories = [path.join(folder, "a/run"), path.join(folder, "b/run")];
  assert.deepEqual(
    (await compareRuns(directories)).runs.map(({ name }) => name),
    directories,
  );
});

test("the table names differences, results and a curve for each run", async (t) => {
  const folder = await aFolder(
    t,
    below({ one: finishedRun(), two: unfinishedRun({ "job.yaml": `${JOB_TEXT}  training: { seed: 9 }\n` }) }),
  );
  const text = await printed(t, () => compareCommand([path.join(folder, "one"), path.join(folder, "two")], {}));
  assert.match(text, /^job +one +two\nspec\.training\.seed +0 +9\n/);
  assert.match(text, /time +1:23 +not finished/);
  assert.match(text, /validation accuracy +first +last\none +51\.7 % {2}▁[▂▃▄▅▆▇█]+ +81\.\d %/);
});

test("the page has a chart for each metric with a line for each run, and names stay text", async (t) => {
  const folder = await aFolder(t, below({ one: finishedRun(), "<img src=x>": unfinishedRun() }));
  const comparison = await compareRuns(["one", "<img src=x>"].map((name) => path.join(folder, name)));
  const page = renderComparison(comparison);
  assert.equal(page.match(/data-chart="/g)?.length, 2);
  assert.equal(page.match(/<path class="points c[12]"/g)?.length, 4);
  assert.ok(page.includes("&lt;img src=x&gt;") && !page.includes("<img src=x"));
  assert.ok(page.includes("The jobs are the same."));
});

test("one run, or a folder that is none, is refused", async (t) => {
  await assert.rejects(compareCommand(["one"], {}), { name: "UsageError" });
  const folder = await aFolder(t);
  await assert.rejects(compareCommand([folder, folder], {}), { name: "UsageError", message: /has no job\.yaml/ });
});

async function printed(t: Parameters<typeof aFolder>[0], act: () => Promise<unknown>): Promise<string> {
  const chunks: string[] = [];
  const write = t.mock.method(process.stdout, "write", (chunk: string) => {
    chunks.push(chunk);
    return true;
  });
  await act();
  write.mock.restore();
  return chunks.join("");
}

test("the first step with another state hash is where two runs part; steps that only one has do not count", () => {
  const events = (...hashes: readonly string[]) =>
    hashes.map(
      (stateHash, i) =>
        ({
          event: "step",
          step: i + 1,
          epoch: 1,
          loss: 1,
          learningRate: 1,
          batchSize: 1,
          samplesPerSecond: 1,
          stepMs: 1,
          timings: { computeMs: 1, exchangeMs: 0, waitMs: 0, optimizerMs: 0 },
          stateHash,
          time: "",
        }) as const,
    );
  assert.deepEqual(compareStates([events("a", "b", "c"), events("a", "b")]), { steps: 2, firstDifferent: undefined });
  assert.deepEqual(compareStates([events("a", "b", "c"), events("a", "x", "y")]), { steps: 3, firstDifferent: 2 });
  assert.deepEqual(compareStates([events("a"), [...events("x"), ...events("a")]]), {
    steps: 1,
    firstDifferent: undefined,
  });
});
