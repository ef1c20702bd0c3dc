// A coordinator as the tests of faults want it: `elastune coordinator` with its protocol points replaced.
import { parseArgs } from "node:util";
import { coordinatorCommand } from "../../../cli/commands/coordinator.ts";
import { coordinatorPointsOf } from "../injector/coordinator-points.ts";
import { readFaults } from "../injector/faults.ts";
import { tellFailure } from "./tell-failure.ts";

const { values: flags, positionals } = parseArgs({
  args: process.argv.slice(3),
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    workers: { type: "string", default: "1" },
    "run-dir": { type: "string", default: "" },
    resume: { type: "boolean", default: false },
    set: { type: "string", multiple: true, default: [] },
    listen: { type: "string", default: "127.0.0.1:0" },
    etcd: { type: "string" },
    "lease-ttl": { type: "string", default: "2" },
    "with-parent": { type: "boolean", default: false },
  },
});
const [jobFile = ""] = positionals;

try {
  process.exitCode = await coordinatorCommand(
    jobFile,
    {
      json: flags.json,
      workers: Number(flags.workers),
      runDir: flags["run-dir"],
      resume: flags.resume,
      set: flags.set,
      listen: flags.listen,
      leaseTtl: Number(flags["lease-ttl"]),
      withParent: flags["with-parent"],
      ...(flags.etcd === undefined ? {} : { etcd: flags.etcd }),
    },
    { points: coordinatorPointsOf(readFaults()) },
  );
} catch (error) {
  process.exitCode = tellFailure(error);
}
