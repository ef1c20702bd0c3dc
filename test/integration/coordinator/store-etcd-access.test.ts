// etcd that wants to know who asks: TLS, certificates of clients, passwords.
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Etcd3 } from "etcd3";
import { systemClock } from "../../../common/clock.ts";
import { credentialsOf, type EtcdAccess } from "../../../coordinator/store/etcd/members.ts";
import { openEtcdStore } from "../../../coordinator/store/etcd/etcd-store.ts";
import { put, type Store } from "../../../coordinator/store/store.ts";
import { anAuthority } from "../../support/certificates.ts";
import { startEtcd, withEtcd } from "../../support/etcd.ts";
import { requirePassword, startGuardedEtcd, USER } from "../../support/etcd-access.ts";

const DEADLINE = { timeout: 60_000 };

function aStore(t: TestContext, access: EtcdAccess): Store {
  const store = openEtcdStore({ prefix: "job/", clock: systemClock, random: Math.random, ...access });
  t.after(() => store.close());
  return store;
}

await withEtcd("access to etcd", (program) => {
  test(
    "who has no certificate, or another authority's, or takes etcd for another, is not let in",
    DEADLINE,
    async (t) => {
      const { access } = await startGuardedEtcd(t, program);
      assert.equal((await put(aStore(t, access), "a", "1")).kind, "committed");
      const { ca } = access.tls;
      const foreign = anAuthority();
      const { cert, key } = foreign.certify("a coordinator");
      const others: readonly NonNullable<EtcdAccess["tls"]>[] = [
        { ca },
        { ca, cert: Buffer.from(cert), key: Buffer.from(key) },
        { ...access.tls, ca: Buffer.from(foreign.ca) },
      ];
      for (const tls of others)
        await assert.rejects(aStore(t, { ...access, tls }).get("a"), { name: "TransientError" });
    },
  );

  test("a wrong password is wrong configuration, behind a certificate too", DEADLINE, async (t) => {
    const { access } = await startGuardedEtcd(t, program);
    const wrong = { ...access, user: { ...USER, password: "guess" } };
    await assert.rejects(aStore(t, wrong).get("a"), { name: "ConfigError" });
  });

  test("a password without TLS is enough where etcd wants no more; leases live by it", DEADLINE, async (t) => {
    const { endpoint } = await startEtcd(t, { program });
    await requirePassword({ endpoints: [endpoint] });
    const store = aStore(t, { endpoints: [endpoint], user: USER });
    const lease = await store.grantLease(2000);
    assert.equal((await put(store, "a", "1", lease.id)).kind, "committed");
    assert.equal(await store.keepAlive(lease.id), true);
  });

  test(
    "etcd that was started again, and one whose users have changed, is asked anew who this is",
    DEADLINE,
    async (t) => {
      const { etcd, access } = await startGuardedEtcd(t, program);
      const store = aStore(t, access);
      await put(store, "a", "1");
      await etcd.kill();
      etcd.start();
      await etcd.ready();
      await eventually(() => put(store, "a", "2"));
      const { endpoints, tls } = access;
      const auth = { username: USER.name, password: USER.password };
      const root = new Etcd3({ hosts: [...endpoints], credentials: credentialsOf(tls), auth });
      await root.user("another").create("secret");
      root.close();
      await eventually(() => put(store, "a", "3"));
      assert.equal((await store.get("a"))?.value, "3");
    },
  );
});

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
