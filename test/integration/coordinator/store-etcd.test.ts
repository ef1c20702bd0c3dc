import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { systemClock } from "../../../common/clock.ts";
import { openEtcdStore } from "../../../coordinator/store/etcd/etcd-store.ts";
import type { EtcdAccess } from "../../../coordinator/store/etcd/members.ts";
import { type Etcd, startEtcd, withEtcd } from "../../support/etcd.ts";
import { startGuardedEtcd } from "../../support/etcd-access.ts";
import { testStoreContract } from "./store-contract.ts";
import type { OpenedTwin } from "./store-contract/twin.ts";

interface Reached {
  readonly etcd: Etcd;
  readonly access: EtcdAccess;
}

await withEtcd("etcd store", (program) => {
  testStoreContract({
    name: "etcd",
    open: async (t) => {
      const etcd = await startEtcd(t, { program });
      return aStore(t, { etcd, access: { endpoints: [etcd.endpoint] } });
    },
  });

  testStoreContract({
    name: "etcd with client certificates and passwords",
    open: async (t) => aStore(t, await startGuardedEtcd(t, program)),
  });
});

function aStore(t: TestContext, { etcd, access }: Reached): OpenedTwin {
  const open = () => openEtcdStore({ ...access, prefix: "/a job/", clock: systemClock, random: Math.random });
  let current = open();
  t.after(() => current.close());
  return {
    store: current,
    pass: (ms) => pause(ms),
    reopen: async () => {
      await current.close();
      await etcd.kill();
      etcd.start();
      await etcd.ready();
      return (current = open());
    },
  };
}
