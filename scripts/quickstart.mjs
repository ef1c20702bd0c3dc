// npm run quickstart: sets everything up, then fine-tunes the example. What follows `--` goes to `elastune run` (--json, --set ...).
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { runInForeground } from "./lib/child.mjs";
import { fetchQuickstart } from "./lib/fetch-quickstart.mjs";
import { nextRunName } from "./lib/next-run-name.mjs";
import { ROOT } from "./lib/paths.mjs";
import { runSetup } from "./lib/run-setup.mjs";
import { runMain } from "./lib/setup-error.mjs";

await runMain(async () => {
  await runSetup();
  await fetchQuickstart();
  const extra = process.argv.slice(2);
  const runDir = extra.some((arg) => /^--run-dir(=|$)/.test(arg)) ? [] : ["--run-dir", await freshRunDir()];
  const args = ["bin/elastune.js", "run", "examples/emoji.yaml", ...runDir, ...extra];
  return runInForeground(process.execPath, args, { cwd: ROOT, drains: true });
});

async function freshRunDir() {
  const taken = await readdir(join(ROOT, "runs")).catch(() => []);
  return join("runs", nextRunName("emoji", taken));
}
