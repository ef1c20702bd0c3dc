import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import type { ListenOptions } from "../../../worker/links/transport.ts";
import { assertPlainTree, closeAll, openGroup, reduceRound, vectorOf } from "../../support/collective-group.ts";

/** unix-sent: all bytes go through the sockets. */
const KINDS = ["unix", "unix-sent", "tcp"] as const;

async function listenOn(t: TestContext, kind: (typeof KINDS)[number]): Promise<() => ListenOptions> {
  if (kind === "tcp") return () => ({ kind, host: "127.0.0.1", port: 0 });
  const folder = await mkdtemp(path.join(tmpdir(), "links-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return () => ({ kind: "unix", folder, isDirect: kind === "unix" });
}

for (const kind of KINDS) {
  for (const ranks of [2, 3, 4, 5, 6, 8]) {
    test(`${ranks} ranks over ${kind} come to the plain tree's bits in round after round of changing inputs`, async (t) => {
      const leaves = 8;
      const members = await openGroup({ plan: { floats: 700_003, ranks, leaves }, listen: await listenOn(t, kind) });
      t.after(() => closeAll(members));
      for (const [i, floats] of [700_003, 1, 24_576, 24_577, 8192, 700_000, 3, 700_003, 4099, 700_003].entries()) {
        const round = i + 1;
        const leaf = (m: number) => (round % 4 === 0 && m < 3 ? undefined : vectorOf(round, m, floats));
        assertPlainTree(await reduceRound(members, { round, floats, leaves, leaf }), { leaves, leaf });
      }
    });
  }

  test(`a small block that waits in a ${kind} link is sent as it was, though its sender has the sum and writes again`, async (t) => {
    const floats = 24_576;
    const members = await openGroup({ plan: { floats, ranks: 2, leaves: 4 }, listen: await listenOn(t, kind) });
    t.after(() => closeAll(members));
    for (let round = 1; round <= 20; round++) {
      const leaf = (m: number) => new Float32Array(floats).fill(round + m / 7);
      // Only rank 0 has much to tell: its block waits behind that, while rank 1's is there at once.
      const payloads = members.map(({ collective }, rank) =>
        collective.gather(round, new Uint8Array(rank === 0 ? 3_000_000 : 0)),
      );
      assertPlainTree(await reduceRound(members, { round, floats, leaves: 4, leaf }), { leaves: 4, leaf });
      await Promise.all(payloads);
    }
  });
}
