import { createMemoryStore } from "../../../coordinator/store/memory.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { testStoreContract } from "./store-contract.ts";

testStoreContract({
  name: "memory",
  open: (t) => {
    const clock = new ManualClock();
    const store = createMemoryStore({ clock });
    t.after(() => store.close());
    return Promise.resolve({
      store,
      pass: (ms) => {
        clock.advance(ms);
        return Promise.resolve();
      },
    });
  },
});
