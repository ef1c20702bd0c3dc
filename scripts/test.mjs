// npm test: sets up what is missing, then runs all tests.
//   npm test -- [--unit | --integration] [--with-checks] [--test-...] [PATTERN...]   a pattern is part of a test file's path
import { availableParallelism } from "node:os";
import { installBrowser } from "./lib/browser.mjs";
import { runInForeground } from "./lib/child.mjs";
import { listChecks, runChecks } from "./lib/checks.mjs";
import { fetchQuickstart } from "./lib/fetch-quickstart.mjs";
import { ROOT } from "./lib/paths.mjs";
import { say } from "./lib/progress.mjs";
import { runSetup } from "./lib/run-setup.mjs";
import { runMain, SetupError } from "./lib/setup-error.mjs";
import { interleaved, testFiles, testRunnerArgs } from "./lib/test-files.mjs";

const OPTIONS = ["--unit", "--integration", "--with-checks", "--"];
const CORES = Math.min(4, Math.max(2, availableParallelism()));

await runMain(async () => {
  const args = process.argv.slice(2);
  const flags = args.filter((arg) => arg.startsWith("--test-"));
  const patterns = args.filter((arg) => !arg.startsWith("-"));
  const unknown = args.find((arg) => arg.startsWith("-") && !OPTIONS.includes(arg) && !flags.includes(arg));
  if (unknown !== undefined)
    throw new SetupError(`unknown option ${unknown}; expected ${OPTIONS.join(", ")} or --test-...`);

  await runSetup();
  if (!args.includes("--unit")) {
    await fetchQuickstart();
    await installBrowser();
  }
  const failed = args.includes("--with-checks") ? await runChecks(await listChecks({ unit: false })) : [];
  const suites = await chosenSuites(args, patterns);
  if (suites.length === 0) throw new SetupError(`no test file matches ${patterns.join(" ") || "in dist/test"}`);
  for (const { name, files, concurrency } of suites) {
    const code = await runInForeground(process.execPath, testRunnerArgs(files, { concurrency, flags }), { cwd: ROOT });
    if (code !== 0) failed.push(name);
  }
  if (failed.length > 0) say(`failed: ${failed.join(", ")}`);
  return failed.length === 0 ? 0 : 1;
});

/**
 * Unit tests first: they say within seconds what is wrong. Of the others those first that take long, so that none is left alone at the
 * end, and those that mostly wait (for time limits, leases, processes that come and go) beside those that compute: one more at once
 * than there are cores.
 */
async function chosenSuites(args, patterns) {
  const [waiting, computing] = [
    await testFiles(["faults"], patterns),
    await testFiles(["blackbox", "browser", "parity", "integration"], patterns),
  ];
  const all = [
    { name: "unit tests", option: "--unit", files: await testFiles(["unit"], patterns), concurrency: CORES },
    {
      name: "integration tests",
      option: "--integration",
      files: interleaved(waiting, computing),
      concurrency: CORES + 1,
    },
  ];
  const asked = all.filter(({ option }) => args.includes(option));
  return (asked.length === 0 ? all : asked).filter(({ files }) => files.length > 0);
}
