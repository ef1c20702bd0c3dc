// Payloads that are lent to a TCP socket: the kernel refers to where they lie.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import net from "node:net";
import { buffer } from "node:stream/consumers";
import { test, type TestContext } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { must } from "../../../common/errors.ts";
import { Lender } from "../../../worker/links/lender.ts";
import type { Link, LinkEvents, Transport } from "../../../worker/links/link.ts";
import { tcpTransport } from "../../../worker/links/tcp.ts";
import { loadSystemAddon } from "../../../worker/system/addon.ts";
import { Random } from "../../simulation/random.ts";
import { assertPlainTree, closeAll, openGroup, reduceRound, vectorOf } from "../../support/collective-group.ts";

const addon = must(loadSystemAddon(), "the addon: `npm run setup` compiles it");
const MEGABYTE = 1_048_576;

/** Reads from a link as slowly as a test wants. */
class Reader implements LinkEvents {
  readonly bytes: Buffer[] = [];
  readonly #target = Buffer.alloc(65_536);
  readonly #closed: Promise<void>;
  #tellClosed: () => void = () => undefined;
  isReading = false;

  constructor() {
    this.#closed = new Promise((resolve) => (this.#tellClosed = resolve));
  }

  /** Resolves with everything that came before the other side ended. */
  async all(): Promise<Buffer> {
    await this.#closed;
    return Buffer.concat(this.bytes);
  }

  buffer(): Uint8Array {
    return this.#target;
  }

  read(bytes: number): boolean {
    this.bytes.push(Buffer.from(this.#target.subarray(0, bytes)));
    return this.isReading;
  }

  drain(): void {
    // It sends nothing.
  }

  closed(): void {
    this.#tellClosed();
  }
}

/** @param drain called when the sending end has room again */
async function linked(t: TestContext, drain: () => void = () => undefined) {
  const accepted: Link[] = [];
  const closed: string[] = [];
  const transport = tcpTransport("127.0.0.1", 0);
  const listener = await transport.listen((link) => {
    accepted.push(link);
    return { buffer: () => new Uint8Array(1), read: () => true, drain, closed: (reason) => closed.push(reason) };
  });
  t.after(() => listener.close());
  const reader = new Reader();
  const reading = await transport.dial(listener.address, reader, AbortSignal.timeout(10_000));
  t.after(() => {
    reading.destroy("the test is over");
  });
  while (accepted.length === 0) await turn();
  return { sending: must(accepted[0], "a link"), reading, reader, closed };
}

/** As the collective's memory: it stays. */
function memoryOf(bytes: number, random: Random): Uint8Array {
  const words = new Uint32Array(new SharedArrayBuffer(bytes));
  for (let i = 0; i < words.length; i++) words[i] = random.below(2 ** 32);
  return new Uint8Array(words.buffer);
}

test("a payload that is lent is read where it lies, when it is read", async (t) => {
  const { sending, reading, reader } = await linked(t);
  sending.send([Buffer.from("a first word, after which nothing is read")]);
  while (reader.bytes.length === 0) await turn();
  const memory = memoryOf(MEGABYTE, new Random(1));
  sending.lend(Buffer.from("head"), memory);
  memory.fill(7, 0, 1000);
  sending.end();
  reader.isReading = true;
  reading.resume();
  const payload = (await reader.all()).subarray(-MEGABYTE);
  assert.deepEqual(payload.subarray(0, 1000), Buffer.alloc(1000, 7));
  assert.ok(payload.subarray(1000).equals(memory.subarray(1000)));
});

for (const waits of [true, false])
  test(`whatever is sent and lent comes in its order, to a slow reader, by a sender that ${waits ? "waits" : "does not wait"} for room`, async (t) => {
    const random = new Random(2);
    const memory = memoryOf(8 * MEGABYTE, random);
    const expected = createHash("sha256");
    let count = 0;
    const sendOne = (): void => {
      const head = memory.subarray(random.below(MEGABYTE), MEGABYTE + random.below(100));
      const at = random.below(4 * MEGABYTE);
      const payload = memory.subarray(at, at + 1 + random.below(4 * MEGABYTE));
      const isLent = random.below(3) > 0;
      if (isLent) sending.lend(head, payload);
      else sending.send([head, payload]);
      expected.update(head).update(payload);
      count++;
    };
    const pump = (): void => {
      while (count < 40 && (!waits || !sending.isFull)) sendOne();
      if (count === 40) sending.end();
    };
    const { sending, reading, reader } = await linked(t, pump);
    const resuming = setInterval(() => {
      reader.isReading = random.below(2) === 0;
      reading.resume();
    }, 1);
    t.after(() => {
      clearInterval(resuming);
    });
    pump();
    const hash = createHash("sha256").update(await reader.all());
    assert.equal(hash.digest("hex"), expected.digest("hex"));
  });

test("a reader that goes while a payload is on its way closes the link, once, after which there is no room to tell of", async (t) => {
  let drains = 0;
  const { sending, reading, closed } = await linked(t, () => drains++);
  sending.lend(Buffer.from("head"), memoryOf(64 * MEGABYTE, new Random(3)));
  assert.ok(sending.isFull);
  reading.destroy("gone");
  while (closed.length === 0) await turn();
  sending.lend(Buffer.from("head"), memoryOf(MEGABYTE, new Random(4)));
  await turn();
  assert.deepEqual({ closed: closed.length, drains }, { closed: 1, drains: 0 });
});

/** A lender of which the system takes so many bytes at each call, all once they are used up; and what its reader reads. */
async function stingy(t: TestContext, takes: readonly number[]) {
  const server = net.createServer().listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  const reading = net.connect((server.address() as net.AddressInfo).port);
  const [socket] = (await once(server, "connection")) as [net.Socket];
  const left = [...takes];
  const sendLent = (descriptor: number, head: Uint8Array, payload: Uint8Array): number => {
    const bytes = left.shift() ?? Infinity;
    const parts = [head.subarray(0, bytes), payload.subarray(0, Math.max(0, bytes - head.length))] as const;
    return bytes === 0 ? 0 : addon.sendLent(descriptor, ...parts);
  };
  const rooms: number[] = [];
  const lender: Lender = new Lender(socket, { sendLent }, () => rooms.push(left.length));
  return { lender, socket, reading, rooms };
}

const HEAD = Buffer.from("head");
for (const [what, takes] of [
  ["nothing, ever", Array.from({ length: 100 }, () => 0)],
  ["a header alone", [HEAD.length]],
  ["a part of the payload, then nothing", [300_000, 0]],
  ["all but a few bytes", [HEAD.length + MEGABYTE - 10]],
  ["little at a time", Array.from({ length: 30 }, (_, i) => HEAD.length + 1000 * i)],
] as const)
  test(`where the system takes ${what}, everything comes, and room is told of once`, async (t) => {
    const { lender, socket, reading, rooms } = await stingy(t, takes);
    const payload = memoryOf(MEGABYTE, new Random(5));
    lender.lend(HEAD, payload);
    assert.ok(lender.isBusy);
    const all = buffer(reading);
    while (rooms.length === 0) await turn();
    socket.end();
    assert.ok((await all).equals(Buffer.concat([HEAD, payload])));
    assert.equal(rooms.length, 1);
  });

test("who writes behind a payload that waits leaves it to Node, and still hears of room", async (t) => {
  const { lender, socket, reading, rooms } = await stingy(t, [HEAD.length + 1000]);
  const payload = memoryOf(MEGABYTE, new Random(6));
  lender.lend(HEAD, payload);
  lender.giveUp();
  socket.write("behind");
  const all = buffer(reading);
  while (rooms.length === 0) await turn();
  socket.end();
  assert.ok((await all).equals(Buffer.concat([HEAD, payload, Buffer.from("behind")])));
});

test("sums over TCP lend their long payloads, a copy of each byte less, and no short ones", async (t) => {
  const count = { bytes: 0 };
  const transport = (): Transport => {
    const inner = tcpTransport("127.0.0.1", 0);
    return { ...inner, listen: (accept) => inner.listen((link) => accept(counting(link, count))) };
  };
  const plan = { floats: 700_003, ranks: 3, leaves: 8 };
  const members = await openGroup({ plan, listen: () => ({ kind: "given", transport: transport() }) });
  t.after(() => closeAll(members));
  for (const [round, floats] of [
    [1, 1000],
    [2, plan.floats],
  ] as const) {
    assert.equal(count.bytes, 0);
    const leaf = (m: number) => vectorOf(round, m, floats);
    assertPlainTree(await reduceRound(members, { round, floats, leaves: 8, leaf }), { leaves: 8, leaf });
  }
  // Results alone: each of three ranks gets two thirds of the vector.
  assert.ok(count.bytes >= 2 * 4 * plan.floats, `${count.bytes} bytes`);
});

/** The link itself, which counts what is lent to it. */
function counting(link: Link, count: { bytes: number }): Link {
  const lend = link.lend.bind(link);
  link.lend = (head, payload) => {
    count.bytes += payload.length;
    lend(head, payload);
  };
  return link;
}
