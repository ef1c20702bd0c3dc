// npm run setup: everything that a run and the tests need. `--inspect` only prints what is there, as JSON.
import { inspectSetup } from "./lib/inspect-setup.mjs";
import { runSetup } from "./lib/run-setup.mjs";
import { runMain } from "./lib/setup-error.mjs";

await runMain(async () => {
  if (!process.argv.includes("--inspect")) return runSetup();
  const state = await inspectSetup();
  process.stdout.write(`${JSON.stringify(state, undefined, 2)}\n`);
  return state.ok ? 0 : 1;
});
