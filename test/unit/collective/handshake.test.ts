import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeHello, judgeHello, parseHello } from "../../../worker/collective/handshake.ts";

const hall = { jobUid: "job-1", generation: 4, addresses: ["tcp:127.0.0.1:1", "tcp:127.0.0.1:2"] };
const hello = { jobUid: "job-1", generation: 4, address: "tcp:127.0.0.1:2" };

test("a hello comes back as it was written", () => {
  const { frame, payload } = encodeHello(hello);
  assert.deepEqual(parseHello(frame, payload), hello);
});

test("members of the current generation are accepted with their rank, those of a newer one wait", () => {
  assert.deepEqual(judgeHello(hello, hall), { kind: "accept", rank: 1 });
  assert.deepEqual(judgeHello({ ...hello, generation: 5 }, hall), { kind: "wait" });
});

test("another job, an older generation and strangers are refused with the reason (S4)", () => {
  const reasonOf = (change: Partial<typeof hello>): string => {
    const verdict = judgeHello({ ...hello, ...change }, hall);
    return verdict.kind === "refuse" ? verdict.reason : verdict.kind;
  };
  assert.match(reasonOf({ jobUid: "job-2" }), /another job/);
  assert.match(reasonOf({ generation: 3 }), /generation 3 is over, the current one is 4/);
  assert.match(reasonOf({ address: "tcp:127.0.0.1:3" }), /no member/);
});
