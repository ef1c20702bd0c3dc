import assert from "node:assert/strict";
import { test } from "node:test";
import { BLANK, FRAME_BYTES, type FrameKind, parseFrame } from "../../../worker/collective/frame.ts";
import { Sender } from "../../../worker/collective/sender.ts";
import type { Link } from "../../../worker/links/link.ts";

test("a link that is to end does so once all have left; what is forgotten never leaves", () => {
  const { link, sent } = aLink();
  const sender = new Sender(link, new ArrayBuffer(0), { sentBytes: 0, receivedBytes: 0 });
  link.isFull = true;
  sender.push({ ...BLANK, kind: "block", generation: 1 });
  sender.clear();
  sender.push({ ...BLANK, kind: "bye", generation: 1 });
  sender.end();
  assert.ok(!link.hasEnded);
  link.isFull = false;
  sender.pump();
  assert.deepEqual(sent, ["bye"]);
  assert.ok(link.hasEnded);
});

test("long payloads of the memory that stays are lent; short ones, and those of other memories, are copied", () => {
  const { link, sent, lent } = aLink();
  const memory = new ArrayBuffer(200_000);
  const sender = new Sender(link, memory, { sentBytes: 0, receivedBytes: 0 });
  const payloads = [new Uint8Array(memory), new Uint8Array(memory, 0, 131_071), new Uint8Array(200_000)];
  for (const payload of payloads)
    sender.push({ ...BLANK, kind: "block", generation: 1, payloadBytes: payload.length }, payload);
  sender.pump();
  assert.deepEqual(lent, [payloads[0]]);
  assert.deepEqual(sent, ["block", "block"]);
});

function aLink() {
  const sent: FrameKind[] = [];
  const lent: Uint8Array[] = [];
  const link = {
    isFull: false as boolean,
    hasEnded: false as boolean,
    send: ([header]: readonly Uint8Array[]) => {
      const parsed = parseFrame((header ?? new Uint8Array()).subarray(0, FRAME_BYTES));
      assert.ok(parsed.kind === "frame");
      sent.push(parsed.frame.kind);
    },
    lend: (_: Uint8Array, payload: Uint8Array) => {
      lent.push(payload);
    },
    resume: () => undefined,
    end: () => {
      link.hasEnded = true;
    },
    destroy: () => undefined,
  } satisfies Link & { hasEnded: boolean };
  return { link, sent, lent };
}
