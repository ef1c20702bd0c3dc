import assert from "node:assert/strict";
import { test } from "node:test";
import { BLANK, FRAME_BYTES, type FrameKind, parseFrame } from "../../../worker/collective/frame.ts";
import { Sender } from "../../../worker/collective/sender.ts";
import type { Link } from "../../../worker/links/link.ts";

test("results overtake blocks that wait; what is alike keeps its order", () => {
  const { link, sent } = aLink();
  const sender = new Sender(link, { sentBytes: 0, receivedBytes: 0 });
  link.isFull = true;
  for (const [kind, chunk] of [
    ["block", 0],
    ["block", 1],
    ["result", 2],
    ["gather", 3],
    ["result", 4],
  ] as const)
    sender.push({ ...BLANK, kind, chunk, generation: 1 });
  sender.pump();
  assert.deepEqual(sent, []);
  link.isFull = false;
  sender.pump();
  assert.deepEqual(sent, ["result 2", "result 4", "block 0", "block 1", "gather 3"]);
  assert.ok(sender.isIdle);
});

test("a link that is to end does so once all have left; what is forgotten never leaves", () => {
  const { link, sent } = aLink();
  const sender = new Sender(link, { sentBytes: 0, receivedBytes: 0 });
  link.isFull = true;
  sender.push({ ...BLANK, kind: "block", generation: 1 });
  sender.clear();
  sender.push({ ...BLANK, kind: "bye", generation: 1 });
  sender.end();
  assert.ok(!link.hasEnded);
  link.isFull = false;
  sender.pump();
  assert.deepEqual(sent, ["bye 0"]);
  assert.ok(link.hasEnded);
});

function aLink() {
  const sent: `${FrameKind} ${number}`[] = [];
  const link = {
    isFull: false as boolean,
    hasEnded: false as boolean,
    send: ([header]: readonly Uint8Array[]) => {
      const parsed = parseFrame((header ?? new Uint8Array()).subarray(0, FRAME_BYTES));
      assert.ok(parsed.kind === "frame");
      sent.push(`${parsed.frame.kind} ${parsed.frame.chunk}`);
    },
    resume: () => undefined,
    end: () => {
      link.hasEnded = true;
    },
    destroy: () => undefined,
  } satisfies Link & { hasEnded: boolean };
  return { link, sent };
}
