// The election by a clock that the test moves: who leads, when a leader stops, how often a store that is away is asked.
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { TransientError } from "../../../common/errors.ts";
import { campaign } from "../../../coordinator/election/campaign.ts";
import type { Term } from "../../../coordinator/election/term.ts";
import { createMemoryStore } from "../../../coordinator/store/memory.ts";
import type { Store } from "../../../coordinator/store/store.ts";
import { ManualClock } from "../../support/manual-clock.ts";

const TTL_MS = 2000;

interface Scene {
  readonly clock: ManualClock;
  readonly store: Store;
  /** Moves time on in small steps, and lets everything happen that comes of each. */
  readonly pass: (ms: number) => Promise<void>;
}

function aScene(t: TestContext): Scene {
  const clock = new ManualClock();
  const store = createMemoryStore({ clock });
  t.after(() => store.close());
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 50) {
      clock.advance(50);
      await settled();
    }
  };
  return { clock, store, pass };
}

interface Candidate {
  readonly seen: (string | undefined)[];
  readonly elected: Promise<Term>;
  term: Term | undefined;
}

function aCandidate(t: TestContext, { clock }: Scene, store: Store, value: string): Candidate {
  const stop = new AbortController();
  const seen: (string | undefined)[] = [];
  const options = { store, key: "leader", value, ttlMs: TTL_MS, clock, random: () => 0 };
  const elected = campaign({ ...options, onLeader: (leader) => seen.push(leader) }, stop.signal);
  const candidate: Candidate = { seen, elected, term: undefined };
  elected.then(
    (term) => (candidate.term = term),
    () => undefined, // the test is over
  );
  t.after(() => {
    stop.abort();
    void candidate.term?.resign(); // not waited for: its store may hang
  });
  return candidate;
}

test("one of several candidates leads; the others learn where it is reached", async (t) => {
  const scene = aScene(t);
  const candidates = ["a", "b", "c"].map((value) => aCandidate(t, scene, scene.store, value));
  await scene.pass(3 * TTL_MS);
  const [leader, ...none] = candidates.filter(({ term }) => term?.leads());
  assert.ok(leader?.term !== undefined && none.length === 0);
  const entry = await scene.store.get("leader");
  assert.equal(leader.term.leadership.token, entry?.createRevision);
  for (const { seen } of candidates) assert.equal(seen.at(-1), entry?.value);
});

test("a leader that resigns is followed at once, by a higher token", async (t) => {
  const scene = aScene(t);
  const first = await aCandidate(t, scene, scene.store, "a").elected;
  const second = aCandidate(t, scene, scene.store, "b");
  await scene.pass(100);
  await first.resign();
  await settled();
  assert.ok(second.term !== undefined && second.term.leads() && !first.leads());
  assert.ok(second.term.leadership.token > first.leadership.token);
});

test("a leader whose store answers nothing steps down before its lease can have ended, though no call returns", async (t) => {
  const scene = aScene(t);
  let hangs = false;
  const store: Store = withCalls(scene.store, () => (hangs ? new Promise<never>(() => undefined) : undefined));
  const first = await aCandidate(t, scene, store, "a").elected;
  const second = aCandidate(t, scene, scene.store, "b");
  await scene.pass(10_000);
  assert.ok(first.leads());
  hangs = true;
  let gapMs = 0;
  while (first.leads()) {
    assert.ok(second.term === undefined && (await scene.store.get("leader")) !== undefined);
    await scene.pass(50);
  }
  for (; second.term === undefined; gapMs += 50) await scene.pass(50);
  assert.ok(gapMs >= 400 && gapMs <= 1000, `${gapMs} ms without a leader`);
});

test("a leader whose lease the store has ended stops at the next keepalive", async (t) => {
  const scene = aScene(t);
  const leader = await aCandidate(t, scene, scene.store, "a").elected;
  await scene.store.revokeLease((await scene.store.get("leader"))?.lease ?? "");
  await scene.pass(TTL_MS / 4);
  assert.ok(!leader.leads());
});

test("a store that is away for a minute is asked fewer than 40 times, and a leader is found within 5 s of its return", async (t) => {
  const scene = aScene(t);
  let [away, calls] = [true, 0];
  const store = withCalls(scene.store, () => {
    calls++;
    return away ? Promise.reject(new TransientError("away")) : undefined;
  });
  const candidate = aCandidate(t, scene, store, "a");
  await scene.pass(60_000);
  assert.ok(calls > 5 && calls < 40, `${calls} calls`);
  away = false;
  await scene.pass(5000);
  assert.ok(candidate.term?.leads());
});

test("a candidate whose commit's answer was lost leaves no key behind for which nobody leads", async (t) => {
  const scene = aScene(t);
  let lose = true;
  const store: Store = withMethods(scene.store, {
    commit: async (transaction) => {
      const result = await scene.store.commit(transaction);
      if (!lose) return result;
      lose = false;
      throw new TransientError("the answer was lost");
    },
  });
  const candidate = aCandidate(t, scene, store, "a");
  await scene.pass(500);
  assert.ok(candidate.term?.leads());
});

/** Each call first does what `before` says; what that resolves with or throws stands for the call. */
function withCalls(store: Store, before: () => Promise<never> | undefined): Store {
  const wrapped =
    <Args extends readonly unknown[], T>(call: (...args: Args) => Promise<T>) =>
    (...args: Args): Promise<T> =>
      before() ?? call.apply(store, [...args] as never);
  return withMethods(store, {
    get: wrapped(store.get.bind(store)),
    list: wrapped(store.list.bind(store)),
    commit: wrapped(store.commit.bind(store)),
    grantLease: wrapped(store.grantLease.bind(store)),
    keepAlive: wrapped(store.keepAlive.bind(store)),
    revokeLease: wrapped(store.revokeLease.bind(store)),
  });
}

function withMethods(store: Store, methods: Partial<Store>): Store {
  return Object.assign(Object.create(store) as Store, {
    get: store.get.bind(store),
    list: store.list.bind(store),
    commit: store.commit.bind(store),
    watch: store.watch.bind(store),
    grantLease: store.grantLease.bind(store),
    keepAlive: store.keepAlive.bind(store),
    revokeLease: store.revokeLease.bind(store),
    ...methods,
  });
}

/** Whatever can happen without time has happened: each turn of the event loop runs all promises that are due. */
async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
}
