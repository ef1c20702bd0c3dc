// Wrong bits: the workers whose states agree go on, the one that differs gets their state.
import { test } from "node:test";
import { fault, step } from "./support/fault.ts";
import { simulatedSuite } from "./support/suite.ts";

const suite = simulatedSuite();
const place = { worker: "worker-2", point: "after-apply", round: step(4) } as const;

test("a wrong bit in one worker's weights does not reach the result", async () => {
  await suite.survives("weights", [fault({ kind: "wrong-bit-in-weights" }, place)]);
});

test("a wrong bit in what one worker received does not reach the result", async () => {
  await suite.survives("link", [fault({ kind: "wrong-bit-on-link", link: 0 }, place)]);
});
