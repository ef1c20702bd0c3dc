// What `elastune runs` lists.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { runsCommand } from "../../../cli/commands/runs.ts";
import { listRuns } from "../../../cli/library/list-runs.ts";
import { acquireProcessLock } from "../../../common/process-lock.js";
import { someEvents } from "../../support/report-data.ts";
import { aFolder, below, finishedRun, unfinishedRun } from "../../support/run-folders.ts";

test("finished, unfinished and running ones are told apart; what is no run is passed over", async (t) => {
  const folder = await aFolder(t, {
    ...below({ done: finishedRun(), half: unfinishedRun(), busy: unfinishedRun() }),
    "notes/readme.txt": "",
    "file.txt": "",
  });
  const lock = await acquireProcessLock(path.join(folder, "busy"));
  t.after(() => lock.release?.());
  const states = new Map((await listRuns(folder))?.map(({ name, state }) => [name, state]));
  assert.deepEqual([...states].sort(), [
    ["busy", "running"],
    ["done", "finished"],
    ["half", "unfinished"],
  ]);
});

test("looking does not keep a run from being started", async (t) => {
  const folder = await aFolder(t, below({ half: unfinishedRun() }));
  await listRuns(folder);
  const lock = await acquireProcessLock(path.join(folder, "half"));
  assert.notEqual(lock.release, undefined);
  await lock.release?.();
});

test("a long run's steps, times and results are read from its ends", async (t) => {
  const time = (step: number): string => new Date(Date.UTC(2026, 0, 1) + step * 1000).toISOString();
  const events = someEvents(5000).map((event) => ({ ...event, time: time("step" in event ? event.step : 5000) }));
  const lines = events.map((event) => JSON.stringify(event)).join("\n");
  const folder = await aFolder(
    t,
    below({ long: unfinishedRun({ "metrics.jsonl": `${lines}\n{"event":"st` }), done: finishedRun() }),
  );
  const runs = await listRuns(folder);
  const long = runs?.find(({ name }) => name === "long");
  assert.deepEqual([long?.steps, long?.lastEvent, long?.seconds], [5000, time(5000), 5000]);
  const done = runs?.find(({ name }) => name === "done");
  assert.deepEqual([done?.steps, done?.seconds, done?.test], [240, 83.4, { loss: 0.69, accuracy: 0.73 }]);
});

test("the newest run is the last; a folder that is a run itself is listed", async (t) => {
  const at = (time: string): string => `${JSON.stringify({ event: "step", step: 1, time })}\n`;
  const folder = await aFolder(t, {
    ...unfinishedRun({ "metrics.jsonl": at("2026-01-02T00:00:00.000Z") }),
    ...below({
      newest: unfinishedRun({ "metrics.jsonl": at("2026-01-03T00:00:00.000Z") }),
      oldest: unfinishedRun({ "metrics.jsonl": at("2026-01-01T00:00:00.000Z") }),
    }),
  });
  assert.deepEqual(
    (await listRuns(folder))?.map(({ name }) => name),
    ["oldest", path.basename(folder), "newest"],
  );
});

test("a folder that was named and is not there is wrong usage; the default one may be missing", async () => {
  await assert.rejects(runsCommand("no/such/folder", {}), { name: "UsageError" });
  assert.equal(await listRuns("no/such/folder"), undefined);
});
