// What `elastune verify` proves and what it finds: in runs as they are, and in runs that somebody changed afterwards.
import assert from "node:assert/strict";
import { cp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { manifestHash } from "../../worker/data/manifest.ts";
import { readManifest, writeManifest } from "../../worker/data/manifest-file.ts";
import { assertFinished } from "../support/contract.ts";
import type { Line } from "../support/elastune.ts";
import { assertVerified, verdictOn } from "../support/verified.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;
let job: string;
/** 22 training samples in steps of 6, three epochs. */
const STEPS = 12;

/** `done` is finished, `half` was killed on the way. */
before(async () => {
  workshop = await openWorkshop("warm");
  job = await workshop.job("usual");
  assertFinished(await workshop.run(job, "done"));
  const running = workshop.begin(job, "half");
  await running.until(({ event, step }) => event === "step" && step === 7);
  running.kill("SIGKILL");
  await running.ended;
});
after(() => workshop.remove());

async function assertRefused(runDir: string, says: RegExp): Promise<Line> {
  const { code, text, line } = await verdictOn(workshop, runDir);
  assert.deepEqual([line.event, line["ok"], code], ["verified", false, 1], text);
  assert.match(text, says);
  return line;
}

async function aCopy(name: string, of: "done" | "half" = "done"): Promise<string> {
  await cp(workshop.path(of), workshop.path(name), { recursive: true });
  return name;
}

async function segments(runDir: string): Promise<string[]> {
  return (await readdir(workshop.path(runDir, "ledger"))).sort().map((name) => workshop.path(runDir, "ledger", name));
}

test("a finished run is verified: every sample of three epochs exactly once", async () => {
  const verified = await assertVerified(workshop, "done");
  const { epochs, samples, steps, reissued, setAside, finished } = verified as Record<string, unknown>;
  const trained = (await readManifest(workshop.path("done", "manifest.json"))).samples.length;
  assert.deepEqual([epochs, steps, reissued, setAside, finished], [3, STEPS, 0, 0, true]);
  assert.equal(Number(samples) % 3, 0);
  assert.ok(Number(samples) > trained && Number(samples) < 3 * trained, String(samples));
});

test("people are told in words", async () => {
  const { code, stdout } = await workshop.elastune("verify", "done");
  assert.equal(code, 0);
  assert.match(stdout.join("\n"), /done: verified\n.*each exactly once/);
});

test("a run that was killed and resumed is verified, and before that up to its newest checkpoint", async () => {
  const half = await assertVerified(workshop, "half");
  assert.equal(half["finished"], false);
  assert.ok(Number(half["steps"]) >= 4 && Number(half["steps"]) < STEPS);
  assertFinished(await workshop.run(job, await aCopy("killed", "half"), "--resume"));
  assert.equal((await assertVerified(workshop, "killed"))["steps"], STEPS);
});

test("a step limit that came with --resume is no reason to doubt", async () => {
  const limit = ["--set", `training.limits.maxSteps=${STEPS - 1}`];
  assertFinished(await workshop.run(job, await aCopy("limited", "half"), "--resume", ...limit));
  assert.equal((await assertVerified(workshop, "limited"))["steps"], STEPS - 1);
});

test("a run that stopped early with its best weights, with a growing batch and a lower rate, is verified", async () => {
  const training = {
    earlyStopping: { metric: "validation.accuracy", patience: 2 },
    onPlateau: {
      metric: "validation.accuracy",
      patience: 1,
      learningRate: { times: 0.5 },
      batchSize: { times: 2, max: 12 },
    },
    validation: { every: { steps: 2 } },
    phases: [
      { name: "head", epochs: 6, unfreeze: ["head"], learningRate: 1e-7 },
      { name: "all", epochs: 2, unfreeze: ["*"], learningRate: 1e-7 },
    ],
  };
  const ended = await workshop.trains("early", { training });
  const kinds = ended.lines.filter(({ event }) => event === "decision").map((line) => line["kind"]);
  for (const kind of ["stop-early", "restore-best", "grow-batch"]) assert.ok(kinds.includes(kind), kinds.join());
  await assertVerified(workshop, "run-early");
});

test("a time limit that ended training is no reason to doubt", async () => {
  await workshop.trains("timed", { training: { limits: { maxSeconds: 1 }, phases: [{ epochs: 100000 }] } });
  await assertVerified(workshop, "run-timed");
});

test("corrupt pictures that were set aside are counted", async () => {
  await workshop.pictures("broken", { a: 9, b: 9 });
  await writeFile(workshop.path("broken", "a", (await readdir(workshop.path("broken", "a")))[0] ?? ""), "no picture");
  await workshop.trains("skips", { dataset: { source: "file:./broken", corruptSamples: "skip" } });
  assert.equal((await assertVerified(workshop, "run-skips"))["setAside"], 1);
});

test("a bit of a segment, a segment taken away, two that changed places, one too many: all are found", async () => {
  const flipped = await segments(await aCopy("flipped"));
  const bytes = await readFile(flipped[1] ?? "");
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 30) ^ 1, bytes.length - 30);
  await writeFile(flipped[1] ?? "", bytes);
  await assertRefused("flipped", /round-0+\d+-.*sha256 is not the one that its checkpoint names/);

  await rm((await segments(await aCopy("removed")))[1] ?? "");
  await assertRefused("removed", /ledger\/round-0.*it is not there/);

  const [first = "", second = ""] = await segments(await aCopy("swapped"));
  await rename(first, `${first}.other`);
  await rename(second, first);
  await rename(`${first}.other`, second);
  await assertRefused("swapped", /sha256/);

  const [one = ""] = await segments(await aCopy("unnamed"));
  await cp(one, path.join(path.dirname(one), "round-000000099-0123456789abcdef.ledger"));
  await assertRefused("unnamed", /round-000000099-.*no checkpoint of the run names it/);
});

test("another seed in job.yaml: the samples are not those", async () => {
  const file = workshop.path(await aCopy("seed"), "job.yaml");
  await writeFile(file, (await readFile(file, "utf8")).replace(/seed: 3/, "seed: 4"));
  await assertRefused("seed", /round 1.*digest/);
});

test("another learning rate in job.yaml: it is not the job that the checkpoints were trained by", async () => {
  const file = workshop.path(await aCopy("rate"), "job.yaml");
  await writeFile(file, (await readFile(file, "utf8")).replace("0.01", "0.02"));
  const { missing, duplicated } = await assertRefused("rate", /job\.yaml.*it is not the job/);
  assert.deepEqual([missing, duplicated], [0, 0]);
});

test("another data set in manifest.json, with and without a hash that fits", async () => {
  const file = workshop.path(await aCopy("edited-data"), "manifest.json");
  await writeFile(file, (await readFile(file, "utf8")).replace(/sha256:[0-9a-f]/, "sha256:x"));
  await assertRefused("edited-data", /manifest\.json.*hash does not match/);
  const careful = workshop.path(await aCopy("careful"), "manifest.json");
  const manifest = await readManifest(careful);
  const samples = manifest.samples.map((sample, id) => (id === 0 ? { ...sample, identity: "sha256:00" } : sample));
  const changed = { ...manifest, samples };
  await writeManifest(careful, { ...changed, hash: await manifestHash(changed) });
  await assertRefused("careful", /not the data set/);
});

test("tensors that were changed or taken away, other weights in finished.json, a checkpoint that is not there", async () => {
  const newest = async (runDir: string, ending: string): Promise<string> => {
    const names = (await readdir(workshop.path(runDir, "checkpoints"))).filter(
      (name) => name.startsWith("step-") && name.endsWith(ending),
    );
    return workshop.path(runDir, "checkpoints", names.sort().at(-1) ?? "none");
  };
  const file = await newest(await aCopy("tensors"), ".safetensors");
  const bytes = await readFile(file);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  await writeFile(file, bytes);
  await assertRefused("tensors", /safetensors.*sha256/);
  await rm(await newest(await aCopy("no-tensors"), ".safetensors"));
  await assertRefused("no-tensors", /safetensors.*not there/);
  await rm(await newest(await aCopy("no-manifest"), ".json"));
  await assertRefused("no-manifest", /checkpoints\/step-.*not there/);
  const finished = workshop.path(await aCopy("weights"), "finished.json");
  await writeFile(finished, (await readFile(finished, "utf8")).replace(/"weightsSha256": "./, '"weightsSha256": "x'));
  await assertRefused("weights", /weightsSha256/);
});

test("a damaged job.yaml or a missing manifest.json is a finding; a folder without a run is wrong usage", async () => {
  await writeFile(workshop.path(await aCopy("no-job"), "job.yaml"), "{");
  await assertRefused("no-job", /job\.yaml/);
  await rm(workshop.path(await aCopy("no-data"), "manifest.json"));
  await assertRefused("no-data", /manifest\.json/);
  const { code, lines } = await workshop.elastune("verify", "nothing-here", "--json");
  assert.deepEqual([code, lines[0]?.["code"]], [2, "usage"]);
});

test("a run leaves no segment, checkpoint or temporary file behind that its last checkpoint does not descend from", async () => {
  await aCopy("tidy", "half");
  await writeFile(workshop.path("tidy", "ledger", "round-000000009-0123456789abcdef.ledger"), "left behind");
  await writeFile(workshop.path("tidy", "checkpoints", "step-00000009-round-9-0123456789ab.json.tmp-1"), "{");
  assertFinished(await workshop.run(job, "tidy", "--resume"));
  await assertVerified(workshop, "tidy");
});
