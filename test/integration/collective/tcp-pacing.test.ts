import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { test } from "node:test";
import { must } from "../../../common/errors.ts";
import { loadSystemAddon } from "../../../worker/system/addon.ts";
import type { LinkEvents } from "../../../worker/links/link.ts";
import { tcpTransport } from "../../../worker/links/tcp.ts";

const addon = must(loadSystemAddon(), "the addon: `npm run setup` compiles it");
const DEAF: LinkEvents = {
  buffer: () => new Uint8Array(1),
  read: () => true,
  drain: () => undefined,
  closed: () => undefined,
};

/** Of this process's TCP sockets. */
async function congestionControls(): Promise<readonly string[]> {
  const sockets = (await readdir("/proc/self/fd")).map(Number);
  return sockets.map((socket) => addon.congestionControl(socket, "")).filter((name) => name !== "");
}

test("who sends payloads over TCP on one host does not pace them, whatever the system's default", async (t) => {
  assert.deepEqual(await congestionControls(), []);
  const transport = tcpTransport("127.0.0.1", 0);
  let accept = (): void => undefined;
  const accepted = new Promise<void>((resolve) => (accept = resolve));
  const listener = await transport.listen(() => {
    accept();
    return DEAF;
  });
  t.after(() => listener.close());
  const link = await transport.dial(listener.address, DEAF, AbortSignal.timeout(10_000));
  t.after(() => {
    link.destroy("the test is over");
  });
  await accepted;
  const found = await congestionControls();
  assert.equal(found.length, 3, "the server, the accepted socket, the dialer");
  assert.ok(found.filter((name) => name === "reno").length >= 2, found.join());
});
