// etcd that wants to know who asks: TLS and passwords.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Etcd3 } from "etcd3";
import { systemClock } from "../../../common/clock.ts";
import { type EtcdStoreOptions, openEtcdStore } from "../../../coordinator/store/etcd/etcd-store.ts";
import { put, type Store } from "../../../coordinator/store/store.ts";
import { startEtcd, withEtcd } from "../../support/etcd.ts";

const COMMON = { prefix: "job/", clock: systemClock, random: Math.random };

async function using<T>(
  options: Omit<EtcdStoreOptions, keyof typeof COMMON>,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  const store = openEtcdStore({ ...COMMON, ...options });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

await withEtcd("access to etcd", (program) => {
  test("over TLS with the cluster's certificate; without it nothing is said", { timeout: 30_000 }, async (t) => {
    const etcd = await startEtcd(t, { program, scheme: "https", args: ["--auto-tls"] });
    const endpoints = [etcd.endpoint];
    const ca = await appearing(path.join(etcd.folder, "data/fixtures/client/cert.pem"));
    await using({ endpoints, tls: { ca } }, async (store) => {
      await eventually(() => put(store, "a", "1"));
      assert.equal((await store.get("a"))?.value, "1");
    });
    await assert.rejects(
      using({ endpoints }, (store) => store.get("a")),
      { name: "TransientError" },
    );
  });

  test("with user and password; a wrong password is wrong configuration", { timeout: 30_000 }, async (t) => {
    const etcd = await startEtcd(t, { program });
    const root = new Etcd3({ hosts: etcd.endpoint });
    t.after(() => {
      root.close();
    });
    await root.user("root").create("secret");
    await root.role("root").create();
    await root.user("root").addRole("root");
    await root.auth.authEnable();
    const endpoints = [etcd.endpoint];
    const user = { name: "root", password: "secret" };
    await using({ endpoints, user }, async (store) => {
      const lease = await store.grantLease(2000);
      assert.equal((await put(store, "a", "1", lease.id)).kind, "committed");
      assert.equal(await store.keepAlive(lease.id), true);
    });
    const wrong = { ...user, password: "guess" };
    await assert.rejects(
      using({ endpoints, user: wrong }, (store) => store.get("a")),
      { name: "ConfigError" },
    );
  });
});

async function appearing(file: string): Promise<Buffer> {
  return eventually(() => readFile(file));
}

/** Ends with the test's time. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch {
      await pause(50); // not yet
    }
  }
}
