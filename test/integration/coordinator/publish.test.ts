// Publishing checkpoints over gRPC into a store: one compare-and-set, by a leader, however often it is asked for.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { openLatest } from "../../../cli/library/latest-checkpoint.ts";
import { InvalidRequestError, NotLeaderError } from "../../../common/errors.ts";
import { leadAlone } from "../../../coordinator/store/guarded.ts";
import { latestCheckpoint } from "../../../coordinator/store/latest.ts";
import { createMemoryStore } from "../../../coordinator/store/memory.ts";
import type { Store } from "../../../coordinator/store/store.ts";
import { call, openClient } from "../../../proto/client.ts";
import { coordinatorService } from "../../../proto/services.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { aCoordinator, aWorker, DEADLINE } from "./support.ts";

const A = "step-00000001-round-1-aaaaaaaaaaaa.json";
const B = "step-00000002-round-2-bbbbbbbbbbbb.json";
const C = "step-00000003-round-3-cccccccccccc.json";

interface Led {
  readonly store: Store;
  readonly address: string;
  readonly token: number;
  readonly fileFailures: unknown[];
  /** What `latest.json` names. */
  readonly named: () => Promise<unknown>;
}

async function aLeader(t: TestContext, folder: string, store = aStore(t)): Promise<Led> {
  const leadership = await leadAlone(store, "leader", "");
  const fileFailures: unknown[] = [];
  const onFileFailed = (error: unknown): Promise<void> => Promise.resolve(void fileFailures.push(error));
  const latest = await openLatest({ store, leadership, folder, onFileFailed });
  const { coordinator } = await aCoordinator(t, { latest, token: leadership.token });
  const named = async (): Promise<unknown> =>
    (JSON.parse(await readFile(path.join(folder, "latest.json"), "utf8")) as { manifest: unknown }).manifest;
  return { store, address: coordinator.address, token: leadership.token, fileFailures, named };
}

function aStore(t: TestContext): Store {
  const store = createMemoryStore({ clock: new ManualClock() });
  t.after(() => store.close());
  return store;
}

async function aFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-publish-"));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

test("a checkpoint on the newest one becomes the newest, in the store and in latest.json", DEADLINE, async (t) => {
  const { address, store, named } = await aLeader(t, await aFolder(t));
  const { session } = await aWorker(t, address);
  assert.equal(await session.publish({ expected: null, name: A }), A);
  assert.equal(await session.publish({ expected: A, name: B }), B);
  assert.deepEqual([await latestCheckpoint(store), await named()], [B, B]);
});

test("one on another parent than the newest is refused, and the newest is named", DEADLINE, async (t) => {
  const { address, store, named } = await aLeader(t, await aFolder(t));
  const [one, two] = [await aWorker(t, address), await aWorker(t, address)];
  await one.session.publish({ expected: null, name: A });
  assert.equal(await two.session.publish({ expected: null, name: B }), A);
  assert.equal(await two.session.publish({ expected: C, name: B }), A);
  assert.deepEqual([await latestCheckpoint(store), await named()], [A, A]);
});

test("of many that are published at once on the same parent one is", DEADLINE, async (t) => {
  const { address, store, named } = await aLeader(t, await aFolder(t));
  const { session } = await aWorker(t, address);
  const names = Array.from({ length: 20 }, (_, i) => `step-0000000${i}-round-${i}-aaaaaaaaaaaa.json`);
  const answers = new Set(await Promise.all(names.map((name) => session.publish({ expected: null, name }))));
  assert.equal(answers.size, 1);
  assert.deepEqual([...answers], [await latestCheckpoint(store)]);
  assert.deepEqual([...answers], [await named()]);
});

test("published again, because the answer was lost, it is published", DEADLINE, async (t) => {
  const { address } = await aLeader(t, await aFolder(t));
  const { session } = await aWorker(t, address);
  const changes = [
    { expected: null, name: A },
    { expected: A, name: B },
  ];
  for (const change of changes)
    assert.deepEqual([await session.publish(change), await session.publish(change)], [change.name, change.name]);
});

test("a damaged newest one is given up for its parent, and the last one for none", DEADLINE, async (t) => {
  const { address, store, named } = await aLeader(t, await aFolder(t));
  const { session } = await aWorker(t, address);
  await session.publish({ expected: null, name: A });
  await session.publish({ expected: A, name: B });
  assert.equal(await session.publish({ expected: B, name: A }), A);
  assert.equal(await named(), A);
  assert.equal(await session.publish({ expected: A, name: null }), null);
  assert.equal(await latestCheckpoint(store), null);
  await assert.rejects(named(), { code: "ENOENT" });
});

test("a token that is not this coordinator's is refused, with both named: a higher one elsewhere, a lower one until it is heard", DEADLINE, async (t) => {
  const { address, token, store } = await aLeader(t, await aFolder(t));
  const { workerId } = await aWorker(t, address);
  const client = openClient(address);
  t.after(() => {
    client.close();
  });
  for (const [other, name] of [
    [token - 1, "TransientError"],
    [token + 1, "NotLeaderError"],
  ] as const)
    await assert.rejects(call(client, coordinatorService.publish, { workerId, fencingToken: other, name: A }), {
      name,
      message: `worker-1 was led by token ${other}, this coordinator has ${token}`,
    });
  await assert.rejects(
    call(client, coordinatorService.publish, { workerId: "worker-9", fencingToken: token, name: A }),
    InvalidRequestError,
  );
  assert.equal(await latestCheckpoint(store), null);
});

test("a coordinator that leads no more publishes nothing", DEADLINE, async (t) => {
  const { address, token, store } = await aLeader(t, await aFolder(t));
  const { workerId } = await aWorker(t, address);
  await leadAlone(store, "leader", "another");
  const client = openClient(address);
  t.after(() => {
    client.close();
  });
  await assert.rejects(
    call(client, coordinatorService.publish, { workerId, fencingToken: token, name: A }),
    (error) => error instanceof NotLeaderError && error.message.includes("the leader has the token"),
  );
  assert.equal(await latestCheckpoint(store), null);
});

test("a new coordinator takes the newer one of what the store and latest.json say", DEADLINE, async (t) => {
  const folder = await aFolder(t);
  const store = aStore(t);
  const first = await aLeader(t, folder, store);
  const { session } = await aWorker(t, first.address);
  await session.publish({ expected: null, name: B });
  const says = (name: string): Promise<void> =>
    writeFile(path.join(folder, "latest.json"), JSON.stringify({ manifest: name }));
  await says(A);
  await aLeader(t, folder, store);
  assert.deepEqual([await latestCheckpoint(store), await first.named()], [B, B]);
  await says(C);
  await aLeader(t, folder, store);
  assert.deepEqual([await latestCheckpoint(store), await first.named()], [C, C]);
});

test(
  "a latest.json that cannot be written is told, and the checkpoint is published all the same",
  DEADLINE,
  async (t) => {
    const folder = await aFolder(t);
    const { address, store, fileFailures } = await aLeader(t, path.join(folder, "checkpoints"));
    await writeFile(path.join(folder, "checkpoints"), "a file where the folder should be");
    const { session } = await aWorker(t, address);
    assert.equal(await session.publish({ expected: null, name: A }), A);
    assert.deepEqual([await latestCheckpoint(store), fileFailures.length], [A, 1]);
  },
);
