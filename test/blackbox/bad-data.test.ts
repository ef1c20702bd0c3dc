// Data sets that are wrong, or become so while the job runs.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { assertFailed, assertFinished, valuesOf } from "../support/contract.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;

before(async () => {
  workshop = await openWorkshop("warm");
});
after(() => workshop.remove());

async function assertRefused(source: string, ...says: (string | RegExp)[]): Promise<void> {
  const job = await workshop.job("refused", { dataset: { source: `file:./${source}` } });
  assertFailed(await workshop.run(job, "refused"), { code: 78, error: "config", says });
  assert.ok(!workshop.exists("refused"), "a run folder was left behind");
}

test("a data folder that is missing, a file, empty, of one class or with an empty class is refused before the model is loaded", async () => {
  await mkdir(workshop.path("nothing"));
  await workshop.pictures("one", { only: 4 });
  await workshop.pictures("hollow", { full: 4, hollow: 0 });
  await workshop.pictures("tiny", { a: 1, b: 1 });
  await assertRefused("missing", "missing", /no such file/i);
  await assertRefused("small.h5", "not a folder");
  await assertRefused("nothing", "no class folder");
  await assertRefused("one", "only one class folder", "only");
  await assertRefused("hollow", "hollow");
});

test("a split that leaves a part without samples is refused by its name", async () => {
  await workshop.pictures("few", { a: 1, b: 1 });
  await assertRefused("few", /split\.(validation|test)/);
});

test("a picture that does not decode fails the job, which names it", async () => {
  await workshop.pictures("broken", { a: 8, b: 8 });
  await writeFile(workshop.path("broken", "a", "3.png"), "this is no picture");
  const job = await workshop.job("broken", { dataset: { source: "file:./broken" } });
  assertFailed(await workshop.run(job, "broken-run"), { code: 1, error: "corrupt-sample", says: ["a/3.png"] });
});

test("with corruptSamples: skip it is set aside, and listed in the end; a resumed run gives the same weights", async (t) => {
  await workshop.pictures("patchy", { a: 8, b: 8 });
  for (const name of ["a/3.png", "b/1.png", "b/2.png"])
    await writeFile(workshop.path("patchy", name), Buffer.from("89504e470d0a1a0a00", "hex"));
  const job = await workshop.job("patchy", {
    dataset: { source: "file:./patchy", corruptSamples: "skip" },
    training: { batchSize: 2, microBatches: 2 },
  });
  const ended = await workshop.run(job, "patchy-run");
  const finished = assertFinished(ended);
  const warning = ended.lines.find(({ code }) => code === "samples-set-aside");
  for (const name of ["a/3.png", "b/1.png", "b/2.png"])
    assert.ok(String(warning?.["message"]).includes(name), `${name}: ${JSON.stringify(warning)}`);
  const running = workshop.start(t, job, "patchy-killed");
  await running.until(({ event, step }) => event === "step" && step === 6);
  running.kill("SIGKILL");
  await running.ended;
  assert.equal(
    assertFinished(await workshop.run(job, "patchy-killed", "--resume"))["weightsSha256"],
    finished["weightsSha256"],
  );
});

test("a class whose every picture is broken does not stop a job that skips them", async () => {
  await workshop.pictures("hopeless", { a: 8, b: 8, c: 4 });
  for (let i = 0; i < 4; i++) await writeFile(workshop.path("hopeless", "c", `${i}.png`), "");
  const job = await workshop.job("hopeless", {
    dataset: { source: "file:./hopeless", corruptSamples: "skip" },
    training: { batchSize: 1, microBatches: 1, phases: [{ epochs: 1 }] },
  });
  const ended = await workshop.run(job, "hopeless-run");
  assertFinished(ended);
  for (const loss of valuesOf(ended, "step", "loss")) assert.ok(loss === null || Number.isFinite(loss));
});

test("a picture that changes or goes between a run and its resume fails the job by its name, and is not called corrupt", async (t) => {
  await workshop.pictures("moving", { a: 30, b: 30 });
  const job = await workshop.job("moving", {
    dataset: { source: "file:./moving", preprocess: { resize: [16, 16] } },
    // Stored features were made of the pictures as they were; nothing would be read again.
    training: { batchSize: 2, microBatches: 1, features: "off" },
  });
  const running = workshop.start(t, job, "moving-run");
  await running.until(({ event }) => event === "step");
  running.kill("SIGINT");
  await running.ended;
  for (let i = 0; i < 30; i++) await writeFile(workshop.path("moving", "a", `${i}.png`), `another picture ${i}`);
  assertFailed(await workshop.run(job, "moving-run", "--resume"), {
    code: 1,
    error: "data-changed",
    says: [/a\/\d+\.png/],
  });
});
