// The contract of the stores on real etcd: one for all tests of a suite, in which each test has keys of its own.
import { after, before, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { systemClock } from "../../../common/clock.ts";
import { must } from "../../../common/errors.ts";
import { openEtcdStore } from "../../../coordinator/store/etcd/etcd-store.ts";
import type { EtcdAccess } from "../../../coordinator/store/etcd/members.ts";
import { type Ending, type Etcd, startEtcd, withEtcd } from "../../support/etcd.ts";
import { startGuardedEtcd } from "../../support/etcd-access.ts";
import { testStoreContract } from "./store-contract.ts";
import type { OpenedTwin } from "./store-contract/twin.ts";

interface Reached {
  readonly etcd: Etcd;
  readonly access: EtcdAccess;
}

let opened = 0;

await withEtcd("etcd store", (program) => {
  testOn("etcd", async (ending) => {
    const etcd = await startEtcd(ending, { program });
    return { etcd, access: { endpoints: [etcd.endpoint] } };
  });
  testOn("etcd with client certificates and passwords", (ending) => startGuardedEtcd(ending, program));
});

function testOn(name: string, start: (ending: Ending) => Promise<Reached>): void {
  const ends: (() => unknown)[] = [];
  let reached: Reached | undefined;
  before(async () => {
    reached = await start({ after: (end) => ends.push(end) });
  });
  after(async () => {
    for (const end of ends) await end();
  });
  testStoreContract({ name, open: (t) => Promise.resolve(aStore(t, must(reached, "etcd"))) });
}

function aStore(t: TestContext, { etcd, access }: Reached): OpenedTwin {
  const prefix = `/job ${opened++}/`;
  const open = () => openEtcdStore({ ...access, prefix, clock: systemClock, random: Math.random });
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
