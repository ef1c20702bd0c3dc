import assert from "node:assert/strict";
import { test } from "node:test";
import { backoffMs } from "../../../common/backoff.ts";
import type { Sent } from "../../../proto/messages.ts";
import { coordinatorService } from "../../../proto/services.ts";
import { commandWords } from "../../../proto/words.ts";
import { hear, noOrders, type Orders } from "../../../worker/coordination/orders.ts";

function told(orders: Orders, ...messages: readonly Sent<"SessionResponse">[]): Orders {
  const { responseSerialize, responseDeserialize } = coordinatorService.session;
  return messages.reduce(
    (before, message) => hear(before, responseDeserialize(responseSerialize({ fencingToken: 5, ...message }))),
    orders,
  );
}

const START = {
  generation: 2,
  rank: 1,
  members: [{ workerId: "worker-1", host: "a", linkAddress: "a:1" }],
  quotas: [8],
  round: 12,
  first: [
    {
      ranges: [
        { lo: 0, hi: 3 },
        { lo: 5, hi: 6 },
      ],
    },
    { ranges: [] },
  ],
  reissued: [{ lo: 3, hi: 5 }],
  behind: [1],
  source: 0,
  restore: false,
  planHash: "ab",
};

test("S5: a coordinator with a lower token than the highest seen is not obeyed", () => {
  const orders = told(noOrders(5), { fencingToken: 9, reconfigure: { generation: 2 } });
  assert.equal(told(orders, { fencingToken: 8, start: START }), orders);
  assert.equal(told(orders, { fencingToken: 8, shutdown: { code: "failed", reason: "" } }), orders);
  assert.equal(told(orders, { fencingToken: 9, start: START }).start?.rank, 1);
});

test("start is kept as it was given, and an older one does not replace it", () => {
  const orders = told(noOrders(5), { start: START }, { start: { ...START, generation: 1, rank: 0 } });
  assert.deepEqual(orders.start, {
    generation: 2,
    rank: 1,
    members: [{ workerId: "worker-1", host: "a", address: "a:1" }],
    quotas: [8],
    round: 12,
    first: [
      [
        { lo: 0, hi: 3 },
        { lo: 5, hi: 6 },
      ],
      [],
    ],
    reissued: [{ lo: 3, hi: 5 }],
    behind: [1],
    source: 0,
    restore: false,
    planHash: "ab",
  });
});

test("a start of a generation that was given up for a newer one is not obeyed", () => {
  const orders = told(noOrders(5), { reconfigure: { generation: 3 } }, { start: START });
  assert.equal(orders.start, undefined);
  assert.equal(told(orders, { start: { ...START, generation: 3 } }).start?.generation, 3);
});

test("stop and halt end a pause", () => {
  const command = (word: "pause" | "stop" | "halt" | "resume") => ({ command: { kind: commandWords.toWire(word) } });
  const paused = told(noOrders(5), command("pause"));
  assert.deepEqual(paused.asked, { paused: true, wanted: "none" });
  assert.deepEqual(told(paused, command("resume")).asked, { paused: false, wanted: "none" });
  assert.deepEqual(told(paused, command("halt")).asked, { paused: false, wanted: "halt" });
});

test("the first shutdown counts", () => {
  const orders = told(
    noOrders(5),
    { shutdown: { code: "failed", reason: "worker-2 was lost" } },
    { shutdown: { code: "finished", reason: "" } },
  );
  assert.deepEqual(orders.shutdown, { code: "failed", reason: "worker-2 was lost" });
});

test("waiting doubles up to a second, and up to half of it is left to chance", () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 100].map((failures) => backoffMs(failures, 0)),
    [100, 200, 400, 800, 1000, 1000],
  );
  assert.equal(backoffMs(0, 0.5), 75);
});
