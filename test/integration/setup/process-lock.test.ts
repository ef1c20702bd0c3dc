import assert from "node:assert/strict";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { acquireProcessLock } from "../../../common/process-lock.js";
import { printed, projectUrl, startScript, temporaryFolder } from "./support.ts";

/** A process that takes the lock of a folder and holds it until it is killed. */
const holding = (folder: string) => `
  import { acquireProcessLock } from ${JSON.stringify(projectUrl("common/process-lock.js"))};
  const lock = await acquireProcessLock(${JSON.stringify(folder)});
  console.log(lock.release ? "held" : "refused");
  setInterval(() => {}, 1000);`;

/** A set-up step that waits for the lock. */
const waiting = (folder: string) => `
  import { whileLocked } from ${JSON.stringify(projectUrl("scripts/lib/locked.mjs"))};
  await whileLocked(${JSON.stringify(folder)}, "another set-up", async () => console.log("it is my turn"));`;

test("a second owner is refused and told the pid of the first", async (t) => {
  const folder = await temporaryFolder(t);
  const first = startScript(t, holding(folder));
  await printed(first, "held");
  const lock = await acquireProcessLock(folder);
  assert.deepEqual(lock, { holder: first.child.pid });
});

test("a SIGKILL of the owner frees the lock", async (t) => {
  const folder = await temporaryFolder(t);
  const first = startScript(t, holding(folder));
  await printed(first, "held");
  first.child.kill("SIGKILL");
  await first.ended;
  const lock = await acquireProcessLock(folder);
  assert.ok(lock.release);
  await lock.release();
});

test("an owner that is stopped and can't answer keeps the lock", async (t) => {
  const folder = await temporaryFolder(t);
  const first = startScript(t, holding(folder));
  await printed(first, "held");
  first.child.kill("SIGSTOP");
  assert.deepEqual(await acquireProcessLock(folder), { holder: undefined });
});

test("whoever waits says for whom, and gets the lock after its release", async (t) => {
  const folder = await temporaryFolder(t);
  const lock = await acquireProcessLock(folder);
  assert.ok(lock.release);
  const second = startScript(t, waiting(folder));
  await printed(second, `another set-up is running (pid ${process.pid}), waiting for it`);
  assert.ok(!second.output().includes("my turn"));
  await lock.release();
  assert.equal(await second.ended, 0);
  assert.match(second.output(), /it is my turn/);
});

test("two names of one folder share a lock, two folders do not, and the folder need not exist yet", async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, "real"));
  await symlink(join(folder, "real"), join(folder, "link"));
  const real = await acquireProcessLock(join(folder, "real", "run"));
  const link = await acquireProcessLock(join(folder, "link", "run"));
  const other = await acquireProcessLock(join(folder, "real", "other"));
  assert.ok(real.release);
  assert.deepEqual(link, { holder: process.pid });
  assert.ok(other.release);
  await Promise.all([real.release(), other.release()]);
});

test("a lock doesn't keep its process alive", async (t) => {
  const folder = await temporaryFolder(t);
  const script = startScript(t, holding(folder).replace(/setInterval.*/, ""));
  assert.equal(await script.ended, 0);
});
