// Plugins in runs of the command line: what they see, what they change, where it shows.
import assert from "node:assert/strict";
import { cp, readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { assertFailed, assertFinished, valuesOf } from "../../support/contract.ts";
import type { Ended, Line } from "../../support/elastune.ts";
import { openWorkshop, type Workshop } from "../../support/workshop.ts";
import { inverting, plugins, recording } from "./modules.ts";
import { EXAMPLE } from "./sessions.ts";

let workshop: Workshop;
let job: string;
let plain: Line;

before(async () => {
  workshop = await openWorkshop("warm");
  job = await workshop.job("usual");
  plain = assertFinished(await workshop.run(job, "plain"));
});
after(() => workshop.remove());

async function run(name: string, sources: Readonly<Record<string, string>>, ...flags: string[]): Promise<Ended> {
  return workshop.run(job, name, ...(await plugins(workshop, sources)), ...flags);
}

async function linesOf(...names: string[]): Promise<Record<string, unknown>[]> {
  const text = await readFile(workshop.path(...names), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const OWN_METRIC = `export const metrics = {
  own: { start: () => ({ n: 0 }), add(state) { state.n += 1; }, value: ({ n }) => n },
  "own-loss": { start: () => ({ sum: 0 }), add(state, { probabilities, label }) { state.sum -= probabilities[label]; }, value: ({ sum }) => sum },
};
`;

test("a metric stands in the validation events, metrics.jsonl, finished.test and test.json, and stops training early", async () => {
  const stopping = "training.earlyStopping={metric: validation.own, patience: 1}";
  const ended = await run("metric", { metric: OWN_METRIC }, "--set", stopping);
  const finished = assertFinished(ended);
  // It counts the samples, the same each time: the second validation is no better.
  const counts = valuesOf(ended, "validation", "own");
  assert.deepEqual([counts.length, new Set(counts).size], [2, 1]);
  assert.ok(Number(counts[0]) >= 6);
  assert.ok(valuesOf(ended, "validation", "own-loss").every((value) => Number(value) < 0));
  const [reason] = ended.lines.filter(({ kind }) => kind === "stop-early").map((line) => String(line["reason"]));
  assert.match(reason ?? "", /validation\.own has not improved/);
  const logged = (await linesOf("metric", "metrics.jsonl")).filter(({ event }) => event === "validation");
  assert.deepEqual(
    logged.map(({ own }) => own),
    counts,
  );
  const report = JSON.parse(await readFile(workshop.path("metric", "test.json"), "utf8")) as Record<string, unknown>;
  const { own, "own-loss": ownLoss } = finished["test"] as Record<string, unknown>;
  assert.deepEqual(report["metrics"], { own: report["samples"], "own-loss": ownLoss });
  assert.equal(own, report["samples"]);
});

test("a callback sees each event, in order and as it was printed, and what it prints stays off stdout", async () => {
  const ended = await run("callback", { callback: recording(workshop.path("events.jsonl")) });
  assertFinished(ended);
  const untimed = (line: Readonly<Record<string, unknown>>): object => ({ ...line, time: undefined });
  assert.deepEqual((await linesOf("events.jsonl")).map(untimed), ended.lines.map(untimed));
  assert.match(ended.stderr, /from a plugin validation/);
});

test("an augmentation sees each training picture once an epoch and no other, and turns features off", async () => {
  const head = ["--set", "training.phases.0.unfreeze=[head]"];
  assert.equal(assertFinished(await workshop.run(job, "on-features", ...head))["features"], "auto");
  const sources = { augment: inverting(workshop.path("calls.jsonl")), metric: OWN_METRIC };
  const ended = await run("augment", sources, ...head);
  assert.equal(assertFinished(ended)["features"], "off");
  const calls = await linesOf("calls.jsonl");
  const manifest = JSON.parse(await readFile(workshop.path("augment", "manifest.json"), "utf8")) as {
    samples: object[];
  };
  const report = JSON.parse(await readFile(workshop.path("augment", "test.json"), "utf8")) as { samples: number };
  const validated = Number(valuesOf(ended, "validation", "own")[0]);
  assert.equal(calls.length, 3 * (manifest.samples.length - report.samples - validated));
  assert.ok(calls.every(({ bytes, height, width }) => bytes === 16 * 16 * 3 && height === 16 && width === 16));
  assert.equal(new Set(calls.map(({ seed }) => String(seed))).size, calls.length);
  for (const epoch of [0, 1, 2]) assert.equal(calls.filter((call) => call["epoch"] === epoch).length, calls.length / 3);
});

test("a plugin's loss trains other weights; killed and resumed they are the same to the last bit", async () => {
  const source = { focal: await readFile(EXAMPLE, "utf8") };
  const finished = assertFinished(await run("focal", source));
  assert.notEqual(finished["weightsSha256"], plain["weightsSha256"]);
  const flags = await plugins(workshop, source);
  const running = workshop.begin(job, "killed", ...flags);
  await running.until(({ event, step }) => event === "step" && step === 7);
  running.kill("SIGKILL");
  await running.ended;
  await cp(workshop.path("killed"), workshop.path("changed"), { recursive: true });
  const resumed = assertFinished(await workshop.run(job, "killed", "--resume", ...flags));
  assert.equal(resumed["weightsSha256"], finished["weightsSha256"]);
});

test("--resume with a changed plugin is refused, naming it, also with relaxed numerics", async () => {
  const flags = await plugins(workshop, { focal: `${await readFile(EXAMPLE, "utf8")}\n// changed` });
  for (const more of [[], ["--set", "numerics=relaxed"]]) {
    const ended = await workshop.run(job, "changed", "--resume", ...flags, ...more);
    assertFailed(ended, {
      code: 78,
      error: "config",
      says: [workshop.path("focal.mjs"), /was changed: its sha256 was/],
    });
  }
});

test("--resume with a plugin more, or without the plugin, is refused", async () => {
  for (const flags of [[], await plugins(workshop, { focal: await readFile(EXAMPLE, "utf8"), metric: OWN_METRIC })]) {
    const ended = await workshop.run(job, "changed", "--resume", ...flags);
    assertFailed(ended, { code: 78, error: "config", says: ["spec.plugins", /was begun with \["focal\.mjs"\]/] });
  }
});

test("the examples of docs/plugins.md run together", async () => {
  // From dist/test/integration/plugins.
  const document = await readFile(new URL("../../../../docs/plugins.md", import.meta.url), "utf8");
  const blocks = [...document.matchAll(/^```js\n(.*?)^```/gms)].map((match) => match[1] ?? "");
  assert.equal(blocks.length, 4);
  const sources = Object.fromEntries(blocks.map((block, index) => [`documented-${index}`, block]));
  const ended = await run("documented", sources, "--set", "training.earlyStopping={metric: validation.topTwo}");
  assertFinished(ended);
  assert.ok(valuesOf(ended, "validation", "topTwo").every((value) => Number(value) > 0 && Number(value) <= 1));
  assert.match(ended.stderr, /after step 4: /);
});

test("label smoothing by a plugin trains what the job's own label smoothing trains", async () => {
  const document = await readFile(new URL("../../../../docs/plugins.md", import.meta.url), "utf8");
  const source = /^```js\n(export const loss.*?)^```/ms.exec(document)?.[1] ?? "";
  const flags = ["--set", "training.optimizer=sgd"];
  const byPlugin = await run("smoothed", { smoothed: source }, ...flags);
  const byJob = await workshop.run(job, "smooth", ...flags, "--set", "training.loss.labelSmoothing=0.1");
  assertFinished(byPlugin);
  assertFinished(byJob);
  const [own, expected] = [byPlugin, byJob].map((ended) => valuesOf(ended, "step", "loss").map(Number));
  own?.forEach((loss, i) => {
    assert.ok(
      Math.abs(loss - (expected?.[i] ?? Number.NaN)) < 1e-5,
      `step ${i + 1}: ${loss} and ${expected?.[i] ?? "none"}`,
    );
  });
});

test("a plugin beside the job file is found from any folder", async () => {
  await writeFile(workshop.path("beside.mjs"), OWN_METRIC);
  const changed = JSON.parse(await readFile(job, "utf8")) as { spec: Record<string, unknown> };
  changed.spec["plugins"] = ["beside.mjs"];
  await writeFile(workshop.path("beside.yaml"), JSON.stringify(changed));
  const ended = await workshop.elastune("run", workshop.path("beside.yaml"), "--run-dir", "data/../beside", "--json");
  assertFinished(ended);
});
