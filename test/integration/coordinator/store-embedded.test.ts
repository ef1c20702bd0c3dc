import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openEmbeddedStore } from "../../../coordinator/store/embedded.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { testStoreContract } from "./store-contract.ts";

testStoreContract({
  name: "embedded",
  open: async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), "elastune-store-"));
    const clock = new ManualClock();
    const open = () => openEmbeddedStore(path.join(folder, "store.log"), { clock });
    let current = await open();
    t.after(async () => {
      await current.close();
      await rm(folder, { recursive: true });
    });
    return {
      store: current,
      pass: (ms) => {
        clock.advance(ms);
        return Promise.resolve();
      },
      reopen: async () => {
        await current.close();
        return (current = await open());
      },
    };
  },
});
