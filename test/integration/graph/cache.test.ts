import assert from "node:assert/strict";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { Worker } from "node:worker_threads";
import { cacheGraph } from "../../../worker/compute/graph/cache.ts";

function aFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "cache-"));
  t.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

const graphOf = (text: string, repeat = 1): Uint8Array[] => Array.from({ length: repeat }, () => Buffer.from(text));

test("a graph is written once, in one piece, under its hash", (t) => {
  const folder = aFolder(t);
  const first = cacheGraph(folder, [...graphOf("abc"), new Uint8Array(3 << 20), ...graphOf("def")]);
  assert.equal(first.hit, false);
  assert.equal(readFileSync(join(first.directory, "saved_model.pb")).length, first.bytes);
  const second = cacheGraph(folder, [...graphOf("abc"), new Uint8Array(3 << 20), ...graphOf("def")]);
  assert.deepEqual(second, { ...first, hit: true });
  assert.deepEqual(readdirSync(folder), [first.hash]);
});

for (const [what, harm] of [
  [
    "cut short",
    (file: string) => {
      truncateSync(file, 3);
    },
  ],
  [
    "changed in place",
    (file: string) => {
      writeFileSync(file, "xbcabc");
    },
  ],
] as const) {
  test(`an entry that was ${what} is written again`, (t) => {
    const folder = aFolder(t);
    const { directory } = cacheGraph(folder, graphOf("abc", 2));
    harm(join(directory, "saved_model.pb"));
    assert.equal(cacheGraph(folder, graphOf("abc", 2)).hit, false);
    assert.equal(readFileSync(join(directory, "saved_model.pb"), "utf8"), "abcabc");
  });
}

test("an entry folder without a file is written again", (t) => {
  const folder = aFolder(t);
  const { directory } = cacheGraph(folder, graphOf("abc"));
  rmSync(join(directory, "saved_model.pb"));
  assert.equal(cacheGraph(folder, graphOf("abc")).hit, false);
});

test("beyond the limit the entries that were used longest ago go, the newest stays", (t) => {
  const folder = aFolder(t);
  const entries = ["1", "2", "3"].map((text, i) => {
    const entry = cacheGraph(folder, graphOf(text, 100));
    utimesSync(entry.directory, 1000 + i, 1000 + i);
    return entry.hash;
  });
  mkdirSync(join(folder, "not ours"));
  const newest = cacheGraph(folder, graphOf("4", 100), 250).hash;
  assert.deepEqual(new Set(readdirSync(folder)), new Set([newest, entries[2], "not ours"]));
  cacheGraph(folder, graphOf("5", 1000), 250);
  assert.equal(readdirSync(folder).length, 2);
});

/** Looks for a file without a pause, and counts how often it was not there, until it is told to stop. */
const WATCHER = `
const { existsSync } = require("node:fs");
const { parentPort, workerData: { file, stop } } = require("node:worker_threads");
let missing = 0;
parentPort.postMessage("watching");
while (Atomics.load(stop, 0) === 0) if (!existsSync(file)) missing++;
parentPort.postMessage(missing);
`;

test("while one worker writes an entry anew, it is not missing for a moment to those that read it", async (t) => {
  const folder = aFolder(t);
  const { directory } = cacheGraph(folder, graphOf("abc"));
  const file = join(directory, "saved_model.pb");
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const watcher = new Worker(WATCHER, { eval: true, workerData: { file, stop } });
  t.after(() => watcher.terminate());
  await once(watcher, "message");
  for (let i = 0; i < 500; i++) {
    truncateSync(file, 1);
    cacheGraph(folder, graphOf("abc"));
  }
  Atomics.store(stop, 0, 1);
  const [missing] = (await once(watcher, "message")) as [number];
  assert.equal(missing, 0);
});
