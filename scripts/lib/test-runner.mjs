// Runs compiled test files in the order in which they are given, which `node --test` would sort by name; says which took longest.
//   node test-runner.mjs CONCURRENCY [--test-...] FILE...
import { setMaxListeners } from "node:events";
import { relative } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { ROOT } from "./paths.mjs";
import { seconds } from "./progress.mjs";

const SLOWEST = 10;

const [concurrency, ...rest] = process.argv.slice(2);
const files = rest.filter((arg) => !arg.startsWith("--"));
// Each file's process gets our own flags. Given to us, a name's pattern would choose among files.
process.execArgv.push(...rest.filter((arg) => arg.startsWith("--")));
const stop = new AbortController();
setMaxListeners(0, stop.signal); // one for each file that runs
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop.abort());

/** By file, in milliseconds. */
const times = new Map();
const tests = run({ files, concurrency: Number(concurrency), signal: stop.signal });
for (const end of ["test:pass", "test:fail"])
  tests.on(end, ({ nesting, file, details }) => {
    if (nesting === 0 && file !== undefined) times.set(file, (times.get(file) ?? 0) + details.duration_ms);
  });
tests.on("test:fail", () => {
  process.exitCode = 1;
});
tests
  .compose(new spec())
  .on("end", () => process.stdout.write(slowest()))
  .pipe(process.stdout, { end: false });

function slowest() {
  const found = [...times].sort(([, a], [, b]) => b - a).slice(0, SLOWEST);
  const lines = found.map(([file, ms]) => `${seconds(ms).padStart(8)}  ${relative(ROOT, file)}`);
  return ["slowest files:", ...lines, ""].join("\n");
}
