import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { EventQueue } from "../../../common/event-queue.ts";

test("events arrive in order, then the queue ends", async () => {
  const queue = new EventQueue<number>(10);
  for (const item of [1, 2, 3]) await queue.push(item);
  queue.close();
  const read: number[] = [];
  for await (const item of queue) read.push(item);
  assert.deepEqual(read, [1, 2, 3]);
});

test("a producer that is ahead by more than the bound waits for the reader", async () => {
  const queue = new EventQueue<number>(2);
  let pushed = 0;
  const producer = (async () => {
    for (let item = 0; item < 5; item++) {
      await queue.push(item);
      pushed++;
    }
    queue.close();
  })();
  await setImmediate();
  assert.equal(pushed, 2);
  const read: number[] = [];
  for await (const item of queue) read.push(item);
  await producer;
  assert.deepEqual(read, [0, 1, 2, 3, 4]);
});

test("a failure reaches the reader after the events before it", async () => {
  const queue = new EventQueue<number>(10);
  await queue.push(1);
  queue.fail(new Error("broken"));
  const read: number[] = [];
  await assert.rejects(async () => {
    for await (const item of queue) read.push(item);
  }, /broken/);
  assert.deepEqual(read, [1]);
});

test("a reader that leaves does not keep the producer waiting, and the producer is told", async () => {
  let left = 0;
  const queue = new EventQueue<number>(0, () => left++);
  const first = queue.push(1);
  for await (const item of queue) {
    assert.equal(item, 1);
    break;
  }
  await first;
  await queue.push(2);
  assert.equal(left, 1);
});
