// npm run check: everything that can be checked in under a minute. All checks run even when one fails.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildProject } from "./lib/build-project.mjs";
import { listChecks, runChecks } from "./lib/checks.mjs";
import { ROOT } from "./lib/paths.mjs";
import { say, seconds } from "./lib/progress.mjs";
import { runMain, SetupError } from "./lib/setup-error.mjs";

await runMain(async () => {
  const started = Date.now();
  if (!existsSync(join(ROOT, "node_modules"))) throw new SetupError("The checks need `npm run setup` first.");
  const failed = [...(await compile()), ...(await runChecks(await listChecks({ unit: true })))];
  say(failed.length === 0 ? `all checks passed (${seconds(Date.now() - started)})` : `failed: ${failed.join(", ")}`);
  return failed.length === 0 ? 0 : 1;
});

/** The compiler comes first: lint apart, the checks look at what it wrote. */
async function compile() {
  try {
    await buildProject();
    return [];
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return ["types"];
  }
}
