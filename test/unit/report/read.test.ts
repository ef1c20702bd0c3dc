// From a run's folder to the report's data: what is missing, torn or foreign is said in the page, and does not keep it from being made.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import sharp from "sharp";
import { readReportData } from "../../../cli/report/read.ts";
import { writeReport } from "../../../cli/report/write.ts";
import { aTestReport, JOB_TEXT, someEvents } from "../../support/report-data.ts";
import { aFolder } from "../../support/run-folders.ts";

test("a folder that is no run is refused by name", async (t) => {
  const folder = await aFolder(t, {});
  await assert.rejects(readReportData(folder), { name: "UsageError", message: /has no job\.yaml/ });
});

test("a run that has only just begun has a report, which says why there is no test", async (t) => {
  const folder = await aFolder(t, { "job.yaml": JOB_TEXT });
  const { test: outcome, events, fingerprint, dataset, augmentation } = await readReportData(folder);
  assert.match(outcome.kind === "missing" ? outcome.reason : "", /not finished/);
  assert.deepEqual(
    { events, fingerprint, dataset, augmentation },
    { events: [], fingerprint: undefined, dataset: undefined, augmentation: undefined },
  );
});

test("a job without a test share gives that as the reason", async (t) => {
  const folder = await aFolder(t, {
    "job.yaml": JOB_TEXT.replace("source: file:flowers", "source: file:flowers, split: { test: 0 }"),
  });
  const { test: outcome } = await readReportData(folder);
  assert.match(outcome.kind === "missing" ? outcome.reason : "", /split\.test is 0/);
});

test("a torn last line of metrics.jsonl is left out, the others count", async (t) => {
  const lines = someEvents().map((event) => JSON.stringify(event));
  const folder = await aFolder(t, {
    "job.yaml": JOB_TEXT,
    "metrics.jsonl": `${lines.slice(0, 5).join("\n")}\n{"event":"step","te`,
  });
  assert.equal((await readReportData(folder)).events.length, 5);
});

test("a torn, foreign or incomplete test.json is named with what is wrong with it", async (t) => {
  const report = aTestReport(["a", "b"]);
  const cases: readonly (readonly [string, RegExp])[] = [
    ["{", /test\.json is not a whole test report/],
    ["[]", /test\.json is not a whole test report/],
    [JSON.stringify({ ...report, confusion: "none" }), /confusion: /],
    [JSON.stringify({ ...report, mostWrong: [{}] }), /mostWrong\.0\.path: /],
  ];
  for (const [text, expected] of cases) {
    const folder = await aFolder(t, { "job.yaml": JOB_TEXT, "test.json": text });
    const { test: outcome } = await readReportData(folder);
    assert.match(outcome.kind === "missing" ? outcome.reason : "measured", expected);
  }
});

test("a metric that is null in test.json is one that is missing", async (t) => {
  const report = aTestReport(["a", "b"]);
  const text = JSON.stringify({
    ...report,
    classes: report.classes.map((metrics) => ({ ...metrics, precision: null })),
  });
  const { test: outcome } = await readReportData(await aFolder(t, { "job.yaml": JOB_TEXT, "test.json": text }));
  assert.ok(outcome.kind === "measured" && Number.isNaN(outcome.report.classes[0]?.precision));
});

test("wrong samples have their pictures, small; one that is gone, damaged or outside the data set says so", async (t) => {
  const wrong = ["a/1.png", "a/gone.png", "a/torn.png", "../secret.png"].map((file) => ({
    path: file,
    class: "a",
    predicted: "b",
    probability: 0.9,
  }));
  const picture = await sharp({ create: { width: 500, height: 250, channels: 4, background: "#f008" } })
    .png()
    .toBuffer();
  const folder = await aFolder(t, {
    "job.yaml": JOB_TEXT,
    "test.json": JSON.stringify({ ...aTestReport(["a", "b"]), mostWrong: wrong }),
    "flowers/a/1.png": picture,
    "flowers/a/torn.png": picture.subarray(0, 30),
    "secret.png": picture,
  });
  const { mostWrong } = await readReportData(folder);
  const shown = mostWrong.map(({ picture: { kind } }) => kind);
  assert.deepEqual(shown, ["shown", "missing", "missing", "missing"]);
  const [first, ...others] = mostWrong.map(({ picture: each }) =>
    each.kind === "shown" ? each.source : each.kind === "missing" ? each.reason : "",
  );
  const small = await sharp(Buffer.from((first ?? "").split(",")[1] ?? "", "base64")).metadata();
  assert.deepEqual([small.format, small.width, small.height], ["webp", 96, 48]);
  assert.match(others.join("\n"), /^the file is gone\n.+\nit is outside the data set$/);
});

test("the fingerprint is the newest checkpoint's, wherever the job keeps them", async (t) => {
  const manifest = {
    format: "elastune-checkpoint/2",
    state: {},
    round: 1,
    parent: null,
    ledger: { file: "round-1.ledger", sha256: "0", records: 1 },
    tensors: { file: "step-1.safetensors", sha256: "0" },
    stateHash: "0",
    numerics: { tensorflow: "2.21.0" },
  };
  const folder = await aFolder(t, {
    "job.yaml": `${JOB_TEXT}  checkpoint: { destination: file:elsewhere }\n`,
    "elsewhere/latest.json": JSON.stringify({ manifest: "step-1.json" }),
    "elsewhere/step-1.json": JSON.stringify(manifest),
  });
  assert.deepEqual((await readReportData(folder)).fingerprint, { tensorflow: "2.21.0" });
});

test("the report is written into the run's folder", async (t) => {
  const folder = await aFolder(t, { "job.yaml": JOB_TEXT });
  assert.equal(await writeReport(folder), path.join(folder, "report.html"));
});
