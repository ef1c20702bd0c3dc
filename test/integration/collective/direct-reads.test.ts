import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { test, type TestContext } from "node:test";
import { must } from "../../../common/errors.ts";
import { directAccess } from "../../../worker/links/direct-read.ts";
import type { DirectAccess } from "../../../worker/links/link.ts";
import { unixTransport } from "../../../worker/links/unix.ts";
import { assertPlainTree, closeAll, openGroup, reduceRound, vectorOf } from "../../support/collective-group.ts";

const access = must(directAccess(), "the addon: `npm run setup` compiles it");

async function startReadable(t: TestContext) {
  const script = path.join(import.meta.dirname, "readable-process.js");
  const child = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
  t.after(() => child.kill("SIGKILL"));
  const [offer] = (await once(createInterface({ input: must(child.stdout, "its stdout") }), "line")) as [string];
  return { child, offer: JSON.parse(offer) as Record<string, unknown> };
}

const encoded = (offer: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(offer));

test("a process reads what another one offers, and nothing beyond it", async (t) => {
  const { offer } = await startReadable(t);
  const read = must(access.open(encoded(offer)), "a reader");
  const target = new Uint8Array(4);
  assert.equal(read(999_996, target), true);
  assert.deepEqual([...target], [7, 1, 2, 3]);
  assert.equal(read(999_997, target), false);
});

test("nothing is read of a process that is gone", async (t) => {
  const { child, offer } = await startReadable(t);
  const read = must(access.open(encoded(offer)), "a reader");
  child.kill("SIGKILL");
  await once(child, "exit");
  assert.equal(read(0, new Uint8Array(4)), false);
  assert.equal(access.open(encoded(offer)), undefined);
});

test("an offer of another process than the one that has the pid here, and what is no offer, is not taken", async (t) => {
  const { offer } = await startReadable(t);
  const wrong = [{ ...offer, pid: process.pid }, { ...offer, token: "0".repeat(32) }, { ...offer, tokenAt: "1" }, {}];
  for (const one of wrong) assert.equal(access.open(encoded(one)), undefined, JSON.stringify(one));
  assert.equal(access.open(new Uint8Array([1, 2, 3])), undefined);
});

/** Members that count what is read directly, in bytes. @param change of what each of them can do */
async function openCounting(t: TestContext, change: Partial<DirectAccess>) {
  const folder = await mkdtemp(path.join(tmpdir(), "links-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const count = { bytes: 0 };
  const open: DirectAccess["open"] = (offer) => {
    const read = access.open(offer);
    return (at, target) => {
      count.bytes += target.length;
      return read?.(at, target) ?? false;
    };
  };
  const direct: DirectAccess = { offer: (memory) => access.offer(memory), open, ...change };
  const transport = { ...unixTransport(folder), direct };
  const plan = { floats: 700_003, ranks: 3, leaves: 8 };
  const members = await openGroup({ plan, listen: () => ({ kind: "given", transport }) });
  t.after(() => closeAll(members));
  return { members, count };
}

test("long vectors are read directly, all but one copy of each byte, and short ones come through the socket", async (t) => {
  const { members, count } = await openCounting(t, {});
  const leaf = (m: number) => vectorOf(1, m, 700_003);
  const short = (m: number) => vectorOf(1, m, 1000);
  assertPlainTree(await reduceRound(members, { round: 1, floats: 1000, leaves: 8, leaf: short }), {
    leaves: 8,
    leaf: short,
  });
  assert.equal(count.bytes, 0);
  assertPlainTree(await reduceRound(members, { round: 2, floats: 700_003, leaves: 8, leaf }), { leaves: 8, leaf });
  // Results alone: each of three ranks gets two thirds of the vector.
  assert.ok(count.bytes > 2 * 700_003 * 4, `${count.bytes} bytes`);
});

test("who can't read a peer's memory gets everything through the socket", async (t) => {
  const { members, count } = await openCounting(t, { open: () => undefined });
  const leaf = (m: number) => vectorOf(1, m, 700_003);
  assertPlainTree(await reduceRound(members, { round: 1, floats: 700_003, leaves: 8, leaf }), { leaves: 8, leaf });
  assert.equal(count.bytes, 0);
});

test("a memory that can't be read any more is a lost member, not a wrong sum", async (t) => {
  const { members } = await openCounting(t, { open: () => () => false });
  const leaf = (m: number) => vectorOf(1, m, 700_003);
  const reducing = reduceRound(members, { round: 1, floats: 700_003, leaves: 8, leaf });
  await assert.rejects(reducing, { name: "PeerLostError", message: /sender's memory can't be read/ });
});
