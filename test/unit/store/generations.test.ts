import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { lastGeneration, storedMembership, storeGeneration } from "../../../coordinator/store/generations.ts";
import { leadAlone } from "../../../coordinator/store/guarded.ts";
import { createMemoryStore } from "../../../coordinator/store/memory.ts";
import { remove, type Store } from "../../../coordinator/store/store.ts";
import { ManualClock } from "../../support/manual-clock.ts";

const PLAN = {
  members: [{ workerId: "a", host: "h", address: "memory:0" }],
  quotas: [4],
  round: 7,
  behind: [],
  source: 0,
  restore: false,
  hash: "00",
};
const COMMAND = { paused: false, wanted: "stop", replicas: 2 } as const;

test("a generation's plan stays when a command is stored after it", async (t) => {
  const store = opened(t);
  const leader = await leadAlone(store, "leader", "");
  assert.equal(await lastGeneration(store), 0);
  await storeGeneration(store, leader, { generation: 3, plan: PLAN });
  await storeGeneration(store, leader, { generation: 3, command: COMMAND });
  assert.equal(await lastGeneration(store), 3);
  assert.deepEqual(await valueOf(store, "plan"), { generation: 3, plan: PLAN });
  assert.deepEqual(await valueOf(store, "command"), { generation: 3, command: COMMAND });
});

test("the next leader finds what was stored last: number, plan, command and deaths, and no deaths of a round that is over", async (t) => {
  const store = opened(t);
  const leader = await leadAlone(store, "leader", "");
  const deaths = [{ round: 7, lo: 0, hi: 2, what: "b on h: SIGSEGV" }];
  await storeGeneration(store, leader, { generation: 3, plan: PLAN });
  await storeGeneration(store, leader, { generation: 4, command: COMMAND, deaths });
  const planned = { generation: 3, plan: PLAN };
  assert.deepEqual(await storedMembership(store), { generation: 4, planned, asked: COMMAND, deaths });
  await storeGeneration(store, leader, { generation: 5 });
  assert.deepEqual(await storedMembership(store), { generation: 5, planned, asked: COMMAND, deaths: [] });
});

test("a generation of a leader that is none any more is refused whole, with both tokens named", async (t) => {
  const store = opened(t);
  const old = await leadAlone(store, "leader", "");
  const next = await leadAlone(store, "leader", "");
  await storeGeneration(store, next, { generation: 1 });
  const stale = storeGeneration(store, old, { generation: 2, plan: PLAN });
  await assert.rejects(stale, { name: "NotLeaderError", message: new RegExp(`${next.token}.*${old.token}`) });
  assert.equal(await lastGeneration(store), 1);
  assert.equal(await valueOf(store, "plan"), undefined);
});

test("where nobody leads, no generation is stored", async (t) => {
  const store = opened(t);
  const leader = await leadAlone(store, "leader", "");
  await remove(store, "leader");
  await assert.rejects(storeGeneration(store, leader, { generation: 1 }), /nobody leads/);
});

function opened(t: TestContext): Store {
  const store = createMemoryStore({ clock: new ManualClock() });
  t.after(() => store.close());
  return store;
}

async function valueOf(store: Store, key: string): Promise<unknown> {
  const entry = await store.get(key);
  return entry === undefined ? undefined : JSON.parse(entry.value);
}
