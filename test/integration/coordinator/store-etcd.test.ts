import { setTimeout as pause } from "node:timers/promises";
import { systemClock } from "../../../common/clock.ts";
import { openEtcdStore } from "../../../coordinator/store/etcd/etcd-store.ts";
import { startEtcd, withEtcd } from "../../support/etcd.ts";
import { testStoreContract } from "./store-contract.ts";

await withEtcd("etcd store", (program) => {
  testStoreContract({
    name: "etcd",
    open: async (t) => {
      const etcd = await startEtcd(t, { program });
      const open = () =>
        openEtcdStore({ endpoints: [etcd.endpoint], prefix: "/a job/", clock: systemClock, random: Math.random });
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
    },
  });
});
