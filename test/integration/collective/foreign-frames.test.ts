import assert from "node:assert/strict";
import { buffer } from "node:stream/consumers";
import { test, type TestContext } from "node:test";
import { must, PeerLostError, StaleGenerationError } from "../../../common/errors.ts";
import { BLANK, encodeFrame, type Frame, FRAME_BYTES, parseFrame } from "../../../worker/collective/frame.ts";
import { encodeHello } from "../../../worker/collective/handshake.ts";
import { PayloadCheck } from "../../../worker/collective/payload-check.ts";
import { createSharedMemory, loadKernels } from "../../../worker/compute/kernels/kernels.ts";
import { closeAll, openGroup, openMember } from "../../support/collective-group.ts";
import { until } from "../coordinator/support.ts";
import { connectTo, openFakeMember } from "./fake-member.ts";

const plan = { floats: 100_000, ranks: 2, leaves: 4 };
const listen = () => ({ kind: "tcp", host: "127.0.0.1", port: 0 }) as const;
const hello = { jobUid: "job-1", generation: 1, address: "tcp:127.0.0.1:1" };

function helloBytes(change: Partial<typeof hello>): Uint8Array {
  const { frame, payload } = encodeHello({ ...hello, ...change });
  return Buffer.concat([encodeFrame(frame), payload]);
}

/** What a stranger's bytes are answered with: the reason of the refusal. */
async function refusalOf(address: string, bytes: Uint8Array): Promise<string> {
  const socket = await connectTo(address);
  socket.write(bytes);
  const answer = await buffer(socket);
  const parsed = parseFrame(answer.subarray(0, FRAME_BYTES));
  assert.ok(parsed.kind === "frame" && parsed.frame.kind === "refuse");
  return answer.subarray(FRAME_BYTES).toString();
}

const STRANGERS: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ["garbage", new Uint8Array(1000).fill(0x5a), /no frame of the collective/],
  ["an HTTP request", Buffer.from(`GET / HTTP/1.1\r\nHost: localhost\r\n${" ".repeat(60)}`), /no frame/],
  ["a header whose check is wrong", encodeFrame({ ...BLANK, kind: "hello", generation: 1 }).fill(1, 40, 41), /check/],
  [
    "a hello of a gigabyte",
    encodeFrame({ ...BLANK, kind: "hello", generation: 1, payloadBytes: 2 ** 30 }),
    /a hello of/,
  ],
  ["a block without a hello", encodeFrame({ ...BLANK, kind: "block", generation: 1 }), /where a hello was expected/],
  ["another job's uid", helloBytes({ jobUid: "job-2" }), /another job/],
  ["an older generation", helloBytes({ generation: 0 }), /generation 0 is over, the current one is 1/],
  ["an address that is no member's", helloBytes({}), /no member/],
];

for (const [what, bytes, reason] of STRANGERS) {
  test(`a stranger that sends ${what} is refused with the reason, and the members go on`, async (t) => {
    const members = await openGroup({ plan, listen });
    t.after(() => closeAll(members));
    const [first] = members;
    assert.match(await refusalOf(must(first, "a member").collective.address, bytes), reason);
    const gathered = await Promise.all(members.map(({ collective }) => collective.gather(1, new Uint8Array(3))));
    assert.equal(gathered.length, 2);
  });
}

test("half a header, and then nothing or the end, disturbs nobody", async (t) => {
  const members = await openGroup({ plan, listen });
  t.after(() => closeAll(members));
  const { address } = must(members[0], "a member").collective;
  const silent = await connectTo(address);
  t.after(() => silent.destroy());
  silent.write(helloBytes({}).subarray(0, 30));
  (await connectTo(address)).end(helloBytes({}).subarray(0, 30));
  await Promise.all(members.map(({ collective }) => collective.gather(1, new Uint8Array(3))));
});

test("links that never say hello are only so many", async (t) => {
  const members = await openGroup({ plan, listen });
  t.after(() => closeAll(members));
  const { address } = must(members[0], "a member").collective;
  const silent = await Promise.all(Array.from({ length: 7 }, () => connectTo(address)));
  t.after(() => {
    for (const socket of silent) socket.destroy();
  });
  assert.match(await refusalOf(address, helloBytes({})), /too many links/);
});

/** A real member at rank 0 and a fake one at rank 1, linked. */
async function withFake(t: TestContext, behind?: Uint8Array<ArrayBuffer>) {
  const member = await openMember({ plan, listen });
  const fake = await openFakeMember("job-1", behind);
  t.after(async () => {
    fake.close();
    await member.collective.close();
  });
  const addresses = [member.collective.address, fake.address];
  const joining = member.collective.join({ generation: 1, rank: 0, addresses }, AbortSignal.timeout(5000));
  await fake.hello(member.collective.address, 1);
  await joining;
  return { collective: member.collective, outgoing: await fake.outgoing };
}

const block: Frame = {
  ...BLANK,
  kind: "block",
  generation: 1,
  round: 1,
  lo: 2,
  hi: 4,
  vectorLength: 100_000,
  payloadBytes: 200_000,
  stateHash: "0".repeat(16),
};
const gather: Frame = { ...BLANK, kind: "gather", generation: 1, round: 1, vectorLength: 10, payloadBytes: 10 };
const BAD_FRAMES: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ["garbage", new Uint8Array(200).fill(7), /no frame of the collective/],
  ["a payload of 4 GB", encodeFrame({ ...block, payloadBytes: 0xff_ff_ff_ff }), /expected 200000/],
  [
    "a payload that is not what its check says",
    Buffer.concat([encodeFrame({ ...block, payloadCheck: 1 }), new Uint8Array(block.payloadBytes)]),
    /arrived otherwise than it was sent/,
  ],
  [
    "a message that is not what its check says",
    Buffer.concat([encodeFrame({ ...gather, payloadCheck: 1 }), new Uint8Array(gather.payloadBytes)]),
    /a message of round 1 arrived otherwise/,
  ],
  ["a payload to be read directly, unasked", encodeFrame({ ...block, isDirect: true }), /memory can't be read/],
  ["a message to be read directly", encodeFrame({ ...gather, isDirect: true }), /memory can't be read/],
  ["a longer vector than planned", encodeFrame({ ...block, vectorLength: 100_001 }), /beyond the plan/],
  ["a chunk of another rank's", encodeFrame({ ...block, chunk: 1 }), /belongs to another rank/],
  ["a chunk that does not exist", encodeFrame({ ...block, chunk: 7 }), /chunk 7/],
  ["a block that is not its own", encodeFrame({ ...block, lo: 0, hi: 2 }), /not rank 1's/],
  ["a sum that nobody awaits", encodeFrame({ ...block, kind: "result", chunk: 0 }), /not awaited/],
  ["a round too far ahead", encodeFrame({ ...gather, round: 3 }), /round 3/],
  ["a gather of a gigabyte", encodeFrame({ ...gather, vectorLength: 2 ** 30, payloadBytes: 1 }), /at most/],
  ["a part beyond its payload", encodeFrame({ ...gather, payloadBytes: 11 }), /a part of 11/],
  ["a part out of turn", encodeFrame({ ...gather, offset: 5, payloadBytes: 5 }), /out of turn/],
  ["a generation before the link's", encodeFrame({ ...gather, generation: 0 }), /generation 0, the current one is 1/],
  ["a second hello", helloBytes({}), /kind hello/],
];

for (const [what, bytes, reason] of BAD_FRAMES) {
  test(`a member that sends ${what} is cut off, and what waits for it fails with the reason`, async (t) => {
    const { collective, outgoing } = await withFake(t);
    const shares = [[{ lo: 0, hi: 2 }], [{ lo: 2, hi: 4 }]];
    const reduction = collective.reduce({ round: 1, floats: 100_000, leaves: 4, shares, stateHash: "0".repeat(16) });
    outgoing.write(bytes);
    const isLoss = (error: unknown) => error instanceof PeerLostError && error.rank === 1 && reason.test(error.message);
    await assert.rejects(reduction.done, isLoss);
    await assert.rejects(collective.gather(1, new Uint8Array(0)), isLoss);
  });
}

function checkOfZeros(bytes: number): number {
  const memory = createSharedMemory(bytes);
  return new PayloadCheck({ kernels: loadKernels(memory), buffer: memory.buffer }, 0, bytes).finish();
}

test("a block whose header came before its round began is looked at as any other", async (t) => {
  const { collective, outgoing } = await withFake(t);
  const payload = new Uint8Array(block.payloadBytes);
  const foreign = encodeFrame({ ...block, lo: 0, hi: 2, payloadCheck: checkOfZeros(payload.length) });
  const greeted = collective.bytesReceived;
  outgoing.write(Buffer.concat([foreign, payload.subarray(0, 100_000)]));
  await until(() => collective.bytesReceived >= greeted + FRAME_BYTES + 100_000);
  const shares = [[{ lo: 0, hi: 2 }], [{ lo: 2, hi: 4 }]];
  const reduction = collective.reduce({ round: 1, floats: 100_000, leaves: 4, shares, stateHash: "0".repeat(16) });
  outgoing.write(payload.subarray(100_000));
  await assert.rejects(reduction.done, (error) => error instanceof PeerLostError && /not rank 1's/.test(error.message));
});

test("frames that arrive together with the acceptance wait for the generation and are kept", async (t) => {
  const payload = new Uint8Array(10).fill(3);
  const { collective } = await withFake(t, Buffer.concat([encodeFrame(gather), payload]));
  assert.deepEqual(await collective.gather(1, new Uint8Array(0)), [new Uint8Array(0), payload]);
});

test("a link that breaks in the middle of a payload fails what waits for it", async (t) => {
  const { collective, outgoing } = await withFake(t);
  const gathering = collective.gather(1, new Uint8Array(0));
  outgoing.write(Buffer.concat([encodeFrame(gather), new Uint8Array(4)]));
  outgoing.end();
  await assert.rejects(gathering, PeerLostError);
});

test("who dials with an old generation learns the current one", async (t) => {
  const [ahead, behind] = [await openMember({ plan, listen }), await openMember({ plan, listen })];
  t.after(() => closeAll([ahead, behind]));
  await ahead.collective.join(
    { generation: 3, rank: 0, addresses: [ahead.collective.address] },
    AbortSignal.timeout(5000),
  );
  const addresses = [ahead.collective.address, behind.collective.address];
  const joining = behind.collective.join({ generation: 2, rank: 1, addresses }, AbortSignal.timeout(5000));
  await assert.rejects(joining, (error) => error instanceof StaleGenerationError && error.current === 3);
});
