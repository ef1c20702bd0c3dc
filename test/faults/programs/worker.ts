// A worker as the tests of faults want it: `elastune worker` with parts of their own.
import { parseArgs } from "node:util";
import { workerCommand } from "../../../cli/commands/worker.ts";

const { values: flags } = parseArgs({
  args: process.argv.slice(3),
  options: {
    coordinator: { type: "string", multiple: true, default: [] },
    "cache-dir": { type: "string" },
    "with-parent": { type: "boolean", default: false },
  },
});
const cacheDir = flags["cache-dir"];

process.exitCode = await workerCommand(
  { coordinator: flags.coordinator, withParent: flags["with-parent"], ...(cacheDir === undefined ? {} : { cacheDir }) },
  { computeBackend: new URL("../simulated/backend.js", import.meta.url).href },
);
