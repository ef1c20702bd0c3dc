// The election on a real etcd, disturbed: by a proxy between a leader and etcd, by signals to the leader, by etcd's own end.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../../common/clock.ts";
import { campaign } from "../../../coordinator/election/campaign.ts";
import type { Term } from "../../../coordinator/election/term.ts";
import { openEtcdStore } from "../../../coordinator/store/etcd/etcd-store.ts";
import { commitAsLeader } from "../../../coordinator/store/guarded.ts";
import { put, type Store } from "../../../coordinator/store/store.ts";
import { type Etcd, startCluster, startEtcd, withEtcd } from "../../support/etcd.ts";
import { openProxy } from "../../support/tcp-proxy.ts";

const TTL_MS = 2000;
const PREFIX = "job/";
const DEADLINE = { timeout: 60_000 };

function aStore(t: TestContext, ...endpoints: string[]): Store {
  const store = openEtcdStore({ endpoints, prefix: PREFIX, clock: systemClock, random: Math.random });
  t.after(() => store.close());
  return store;
}

/** Elected and then over, in ms of the monotonic clock. */
interface Led {
  readonly term: Term;
  readonly fromMs: number;
  readonly overMs: Promise<number>;
}

async function led(t: TestContext, store: Store, value: string): Promise<Led> {
  const stop = new AbortController();
  t.after(() => {
    stop.abort();
  });
  const options = { store, key: "leader", value, ttlMs: TTL_MS, clock: systemClock, random: Math.random };
  const term = await campaign({ ...options, onLeader: () => undefined }, stop.signal);
  t.after(() => term.resign());
  const overMs = once(term.over, "abort").then(() => performance.now());
  return { term, fromMs: performance.now(), overMs };
}

await withEtcd("the election", (program) => {
  for (const mode of ["blackhole", "reset"] as const) {
    test(
      `${mode} between leader and etcd: it steps down before another leads, and its writes are refused`,
      DEADLINE,
      async (t) => {
        const etcd = await startEtcd(t, { program });
        const proxy = await openProxy(t, etcd.port);
        const [cut, free] = [aStore(t, `http://127.0.0.1:${proxy.port}`), aStore(t, etcd.endpoint)];
        const first = await led(t, cut, "first");
        const next = led(t, free, "second");
        await pause(TTL_MS); // keepalives have gone through
        assert.ok(first.term.leads());
        const cutMs = performance.now();
        proxy.set(mode);
        const [overMs, second] = await Promise.all([first.overMs, next]);
        assert.ok(overMs < second.fromMs, `two leaders for ${overMs - second.fromMs} ms`);
        assert.ok(second.fromMs - cutMs <= TTL_MS + 1500, `${second.fromMs - cutMs} ms without a leader`);
        assert.ok(second.term.leadership.token > first.term.leadership.token);
        const write = { compares: [], operations: [{ kind: "put", key: "g", value: "stale" }] } as const;
        assert.equal((await commitAsLeader(free, first.term.leadership, write)).kind, "not-leader");
        proxy.set("pass");
      },
    );
  }

  test("a leader that resigns is followed within 300 ms", DEADLINE, async (t) => {
    const etcd = await startEtcd(t, { program });
    const first = await led(t, aStore(t, etcd.endpoint), "first");
    const next = led(t, aStore(t, etcd.endpoint), "second");
    await pause(500);
    const from = performance.now();
    await first.term.resign();
    assert.ok((await next).fromMs - from < 300);
  });

  test(
    "etcd that is killed and comes back after the lease's time: somebody leads again, with a higher token",
    DEADLINE,
    async (t) => {
      const etcd = await startEtcd(t, { program });
      const first = await led(t, aStore(t, etcd.endpoint), "first");
      const next = led(t, aStore(t, etcd.endpoint), "second");
      await etcd.kill();
      await first.overMs;
      etcd.start();
      await etcd.ready();
      const from = performance.now();
      const second = await next;
      assert.ok(second.fromMs - from < 2 * TTL_MS + 2000, `${second.fromMs - from} ms`);
      assert.ok(second.term.leadership.token > first.term.leadership.token);
    },
  );

  test("one of three members of etcd is killed: the leader goes on", DEADLINE, async (t) => {
    const members = await startCluster(t, 3, { program });
    const store = aStore(t, ...members.map(({ endpoint }) => endpoint));
    const { term } = await led(t, store, "first");
    await members[0]?.kill();
    await pause(3 * TTL_MS);
    if (!term.leads()) return; // it was etcd's own leader, and the others took longer than the lease to choose another
    assert.equal((await put(store, "g", "1")).kind, "committed");
  });

  test("an etcd that is away is not stormed with connections", DEADLINE, async (t) => {
    const etcd = await startEtcd(t, { program });
    const proxy = await openProxy(t, etcd.port);
    const store = aStore(t, `http://127.0.0.1:${proxy.port}`);
    const { term } = await led(t, store, "first");
    const before = proxy.connections;
    await etcd.kill();
    await once(term.over, "abort");
    const stop = new AbortController();
    t.after(() => {
      stop.abort();
    });
    const options = { store, key: "leader", value: "first", ttlMs: TTL_MS, clock: systemClock, random: Math.random };
    const again = campaign({ ...options, onLeader: () => undefined }, stop.signal).catch(() => undefined);
    await pause(12_000);
    const attempts = proxy.connections - before;
    assert.ok(attempts < 20, `${attempts} connections`);
    stop.abort();
    await again;
  });

  test(
    "a leader that is stopped (SIGSTOP) and goes on after another was elected writes nothing more",
    DEADLINE,
    async (t) => {
      const etcd = await startEtcd(t, { program });
      const watcher = aStore(t, etcd.endpoint);
      const { revision } = await watcher.list("");
      const first = aProcess(t, etcd);
      const { token: old } = await first.until("leads");
      const second = aProcess(t, etcd);
      await pause(500);
      first.child.kill("SIGSTOP");
      const { token: young } = await second.until("leads");
      assert.ok(young > old);
      first.child.kill("SIGCONT");
      await first.until("over");
      await pause(500);
      const tokens = await writesSince(watcher, revision + 1);
      assert.deepEqual(
        tokens,
        [...tokens].sort((a, b) => a - b),
      );
      assert.deepEqual([...new Set(tokens)], [old, young]);
    },
  );

  test("a leader that is killed is followed by the time its lease ends, and half a second", DEADLINE, async (t) => {
    const etcd = await startEtcd(t, { program });
    const first = aProcess(t, etcd);
    await first.until("leads");
    const second = aProcess(t, etcd);
    await pause(500);
    first.child.kill("SIGKILL");
    const killedAt = performance.timeOrigin + performance.now();
    const { at } = await second.until("leads");
    assert.ok(at - killedAt < TTL_MS + 1500, `${at - killedAt} ms`);
  });
});

interface Told {
  readonly event: string;
  readonly token: number;
  readonly at: number;
}

class Candidate {
  readonly child: ChildProcess;
  readonly #told: Told[] = [];
  #wake: () => void = () => undefined;

  constructor(child: ChildProcess) {
    this.child = child;
    if (child.stdout !== null)
      createInterface({ input: child.stdout }).on("line", (line) => {
        this.#told.push(JSON.parse(line) as Told);
        this.#wake();
      });
  }

  async until(event: string): Promise<Told> {
    for (;;) {
      const found = this.#told.find((told) => told.event === event);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

function aProcess(t: TestContext, { endpoint }: Etcd): Candidate {
  const program = fileURLToPath(new URL("../../support/candidate.js", import.meta.url));
  const child = spawn(process.execPath, [program, endpoint, PREFIX, String(TTL_MS)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => child.kill("SIGKILL"));
  return new Candidate(child);
}

/** The tokens of all writes, in the order of revisions. */
async function writesSince(store: Store, from: number): Promise<readonly number[]> {
  const last = (await store.list("writes")).entries[0]?.modRevision ?? 0;
  const tokens: number[] = [];
  for await (const { revision, changes } of store.watch("writes", from, AbortSignal.timeout(10_000))) {
    for (const change of changes) if (change.kind === "put") tokens.push(Number(change.entry.value));
    if (revision >= last) break;
  }
  return tokens;
}
