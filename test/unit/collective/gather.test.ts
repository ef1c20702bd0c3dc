import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { must } from "../../../common/errors.ts";
import { MemoryNetwork } from "../../../worker/links/memory.ts";
import { assertPlainTree, closeAll, openGroup, reduceRound, vectorOf } from "../../support/collective-group.ts";

async function groupOf(t: TestContext, ranks: number) {
  const network = new MemoryNetwork();
  const listen = () => ({ kind: "given", transport: network.transport() }) as const;
  const members = await openGroup({ plan: { floats: 40_000, ranks, leaves: 4 }, listen });
  t.after(() => closeAll(members));
  return members;
}

for (const ranks of [1, 2, 4]) {
  test(`everyone of ${ranks} gets everyone's bytes by rank: empty, short, and longer than a frame`, async (t) => {
    const members = await groupOf(t, ranks);
    for (const [i, length] of [0, 5, 300_000, 262_144].entries()) {
      const payloads = members.map((_, rank) => new Uint8Array(rank === 0 ? length : length >> rank).fill(rank + i));
      const expected = payloads.map((payload) => payload.slice());
      const gathering = members.map(({ collective }, rank) =>
        collective.gather(i + 1, must(payloads[rank], "a payload")),
      );
      if (ranks > 1) for (const payload of payloads) payload.fill(255); // it was copied
      for (const gathered of await Promise.all(gathering)) assert.deepEqual(gathered, expected);
    }
  });
}

test("a gather and a reduce of the same round share the links, and rounds with only one of them mix", async (t) => {
  const members = await groupOf(t, 3);
  for (let round = 1; round <= 9; round++) {
    const floats = round % 2 === 0 ? 40_000 : 100;
    const leaf = (i: number) => vectorOf(round, i, floats);
    const payload = (rank: number) => new Uint8Array(1000 * rank).fill(round);
    const gathering =
      round % 3 === 0 ? [] : members.map(({ collective }, rank) => collective.gather(round, payload(rank)));
    if (round % 4 !== 1 || gathering.length === 0)
      assertPlainTree(await reduceRound(members, { round, floats, leaves: 4, leaf }), { leaves: 4, leaf });
    for (const gathered of await Promise.all(gathering))
      assert.deepEqual(
        gathered,
        members.map((_, rank) => payload(rank)),
      );
  }
});

test("a member may be a round ahead of another; its frames wait", async (t) => {
  const [a, b] = await groupOf(t, 2);
  const [first, second] = [must(a, "a member").collective, must(b, "a member").collective];
  const bytes = (value: number) => new Uint8Array([value]);
  const slow = second.gather(1, bytes(2));
  assert.deepEqual(await first.gather(1, bytes(1)), [bytes(1), bytes(2)]);
  const ahead = first.gather(2, bytes(3));
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  assert.deepEqual(await slow, [bytes(1), bytes(2)]);
  assert.deepEqual(await second.gather(2, bytes(4)), [bytes(3), bytes(4)]);
  assert.deepEqual(await ahead, [bytes(3), bytes(4)]);
});
