import assert from "node:assert/strict";
import { test } from "node:test";
import { EventLog } from "../../../coordinator/server/event-log.ts";

const NEVER = new AbortController().signal;

test("events are numbered from 1, and a reader that comes too late sees what it has missed", async () => {
  const log = new EventLog(2);
  for (let step = 1; step <= 9; step++) log.append({ step });
  log.end();
  const read: number[] = [];
  for await (const { sequence, json } of log.read(1, NEVER)) {
    assert.deepEqual(JSON.parse(json), { step: sequence });
    read.push(sequence);
  }
  assert.ok(read.length >= 2 && read.length < 4, "bounded");
  assert.equal(read.at(-1), 9);
  assert.deepEqual(
    read,
    [...read].sort((a, b) => a - b),
  );
});

test("a reader that waits ends when its caller has gone", async () => {
  const log = new EventLog();
  const gone = new AbortController();
  const next = log.read(1, gone.signal).next();
  gone.abort();
  assert.equal((await next).done, true);
});
