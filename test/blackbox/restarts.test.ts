// What becomes of worker processes that die: another one in their place, or an end that says why.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { after, before, test } from "node:test";
import { assertFailed, assertFinished } from "../support/contract.ts";
import { type Ended, elastune, startElastune } from "../support/elastune.ts";
import { type ShortLives, shortLives } from "../support/short-lives.ts";
import { openWorkshop, type Workshop } from "../support/workshop.ts";

let workshop: Workshop;

before(async () => {
  workshop = await openWorkshop("warm");
});
after(() => workshop.remove());

function run(job: string, runDir: string, { env }: ShortLives): Promise<Ended> {
  return elastune(argsOf(job, runDir), { cwd: workshop.folder, env });
}

function argsOf(job: string, runDir: string): readonly string[] {
  return ["run", job, "--run-dir", workshop.path(runDir), "--workers", "2", "--json"];
}

test("workers that die before they are ready are started again, and the weights are the undisturbed ones", async () => {
  const job = await workshop.job("again");
  const lives = await shortLives(workshop, "again", 3, 3);
  const finished = assertFinished(await run(job, "again", lives));
  assert.equal(await lives.count(), 5);
  const undisturbed = assertFinished(await workshop.run(job, "undisturbed"));
  assert.equal(finished["weightsSha256"], undisturbed["weightsSha256"]);
});

test("a worker that always dies ends the run after five tries; worker, host, exit code and last words are named", async () => {
  const job = await workshop.job("never");
  const lives = await shortLives(workshop, "never", Infinity, 3);
  const ended = await run(job, "never", lives);
  const says = [/^worker [12] on /, hostname(), "5 times", "code 3", "a short life"];
  assertFailed(ended, { code: 1, error: "worker-ended", says });
  assert.ok((await lives.count()) <= 10, `${await lives.count()} processes`);
  const log = /its log is (.*)/.exec(String(ended.lines.at(-1)?.["hint"]))?.[1];
  assert.match(await readFile(log ?? "", "utf8"), /a short life/);
});

test("a worker that says that its configuration is wrong is not tried again", async () => {
  const job = await workshop.job("wrong");
  const lives = await shortLives(workshop, "wrong", Infinity, 78);
  assertFailed(await run(job, "wrong", lives), { code: 1, error: "worker-ended", says: ["code 78", "a short life"] });
  assert.equal(await lives.count(), 2);
});

test("once a run is to end, nobody is started again", async (t) => {
  const job = await workshop.job("halted", { training: { phases: [{ epochs: 100_000 }] } });
  const lives = await shortLives(workshop, "halted", 0, 3);
  const running = startElastune(t, argsOf(job, "halted"), { cwd: workshop.folder, env: lives.env });
  await running.until(({ event }) => event === "step");
  running.kill("SIGTERM");
  assert.equal((await running.ended).code, 143);
  assert.equal(await lives.count(), 2);
});
