import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { test, type TestContext } from "node:test";
import { ConfigError, must, PeerLostError } from "../../../common/errors.ts";
import type { ListenOptions } from "../../../worker/links/transport.ts";
import { closeAll, openMember } from "../../support/collective-group.ts";

const plan = { floats: 1000, ranks: 2, leaves: 2 };

async function folderOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "links-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A rank in a process of its own: says where it listens, then joins what it is told. */
async function startRank(t: TestContext, listen: ListenOptions): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "lone-rank.js"), JSON.stringify(listen)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  t.after(() => child.kill("SIGKILL"));
  const lines = createInterface({ input: must(child.stdout, "its stdout") });
  const [address] = (await once(lines, "line")) as [string];
  return { child, address };
}

for (const kind of ["unix", "tcp"] as const) {
  test(`a member's process that is killed is a loss within a second over ${kind}`, async (t) => {
    const listen: ListenOptions =
      kind === "tcp" ? { kind, host: "127.0.0.1", port: 0 } : { kind, folder: path.join(await folderOf(t), "links") };
    const { child, address } = await startRank(t, listen);
    const member = await openMember({ plan, listen: () => listen });
    t.after(() => closeAll([member]));
    const addresses = [member.collective.address, address];
    child.stdin?.write(`${JSON.stringify({ generation: 1, rank: 1, addresses })}\n`);
    await member.collective.join({ generation: 1, rank: 0, addresses }, AbortSignal.timeout(10_000));
    const gathering = member.collective.gather(1, new Uint8Array(1));
    const before = performance.now();
    child.kill("SIGKILL");
    await assert.rejects(gathering, (error) => error instanceof PeerLostError && error.rank === 1);
    assert.ok(performance.now() - before < 1000);
  });
}

test("sockets lie in a folder that only this user may enter, and are gone after close", async (t) => {
  const folder = path.join(await folderOf(t), "links");
  const member = await openMember({ plan, listen: () => ({ kind: "unix", folder }) });
  assert.equal((await stat(folder)).mode & 0o777, 0o700);
  const file = member.collective.address.slice("unix:".length);
  assert.ok((await stat(file)).isSocket());
  await member.collective.close();
  await member.collective.close();
  await assert.rejects(stat(file));
});

test("a folder that others may enter, and one too long for a socket's name, are refused", async (t) => {
  const open = await folderOf(t);
  await chmod(open, 0o755);
  await assert.rejects(openMember({ plan, listen: () => ({ kind: "unix", folder: open }) }), /0700.*0755/);
  const long = path.join(await folderOf(t), "x".repeat(100));
  await assert.rejects(openMember({ plan, listen: () => ({ kind: "unix", folder: long }) }), ConfigError);
});

test("TCP links stay on this machine", async () => {
  await assert.rejects(openMember({ plan, listen: () => ({ kind: "tcp", host: "0.0.0.0", port: 0 }) }), ConfigError);
});
