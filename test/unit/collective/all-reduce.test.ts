import { test } from "node:test";
import { MemoryNetwork } from "../../../worker/links/memory.ts";
import { assertPlainTree, closeAll, openGroup, reduceRound, vectorOf } from "../../support/collective-group.ts";

for (const ranks of [1, 2, 3, 4, 5, 6, 8]) {
  for (const leaves of [8, 11]) {
    test(`${ranks} ranks come to the bits of the plain tree over ${leaves} micro-batches, whatever the vector's length`, async (t) => {
      const network = new MemoryNetwork();
      const listen = () => ({ kind: "given", transport: network.transport() }) as const;
      const members = await openGroup({ plan: { floats: 30_001, ranks, leaves }, listen });
      t.after(() => closeAll(members));
      let round = 0;
      for (const floats of [1, 17, 3000, 30_001, 99]) {
        round++;
        const leaf = (i: number) => ((i + round) % 5 === 0 ? undefined : vectorOf(round, i, floats));
        assertPlainTree(await reduceRound(members, { round, floats, leaves, leaf }), { leaves, leaf });
      }
    });
  }
}
