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
import type { Link, LinkEvents } from "../../../worker/links/link.ts";
import { tcpTransport } from "../../../worker/links/tcp.ts";
import { Random } from "../../simulation/random.ts";

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

test("a reader that goes while a payload is on its way closes the link, once", async (t) => {
  const { sending, reading, closed } = await linked(t);
  sending.lend(Buffer.from("head"), memoryOf(64 * MEGABYTE, new Random(3)));
  assert.ok(sending.isFull);
  reading.destroy("gone");
  while (closed.length === 0) await turn();
  sending.lend(Buffer.from("head"), memoryOf(MEGABYTE, new Random(4)));
  await turn();
  assert.equal(closed.length, 1);
});

test("where the system can't lend, Node sends it", async (t) => {
  const server = net.createServer().listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  const reading = net.connect((server.address() as net.AddressInfo).port);
  const [socket] = (await once(server, "connection")) as [net.Socket];
  const payload = memoryOf(MEGABYTE, new Random(5));
  new Lender(socket, { sendLent: () => -1 }, () => undefined).send(Buffer.from("head"), payload);
  socket.end();
  const found = await buffer(reading);
  assert.ok(found.equals(Buffer.concat([Buffer.from("head"), payload])));
});
