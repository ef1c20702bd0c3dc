// `elastune run JOB --run-dir DIR --workers N [--coordinators N --etcd URL --lease-ttl S] --json` whose processes are those of worker.ts
// and coordinator.ts.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { showUntilStopped } from "../../../cli/commands/show.ts";
import { launch } from "../../../cli/launcher/launch.ts";
import { launchSeveral } from "../../../cli/launcher/launch-several.ts";
import { eventStream } from "../../../cli/library/event-stream.ts";
import { createRenderer } from "../../../cli/render/create-renderer.ts";
import { tellFailure } from "./tell-failure.ts";

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "run-dir": { type: "string", default: "" },
    workers: { type: "string", default: "2" },
    coordinators: { type: "string", default: "1" },
    etcd: { type: "string" },
    "lease-ttl": { type: "string", default: "2" },
    resume: { type: "boolean", default: false },
    set: { type: "string", multiple: true, default: [] },
  },
});
const [jobFile = ""] = positionals;
const options = {
  runDir: flags["run-dir"],
  resume: flags.resume,
  set: flags.set,
  workers: Number(flags.workers),
  workerProgram: fileURLToPath(new URL("./worker.js", import.meta.url)),
  coordinatorProgram: fileURLToPath(new URL("./coordinator.js", import.meta.url)),
};
const { etcd } = flags;
const several = { coordinators: Number(flags.coordinators), leaseTtl: Number(flags["lease-ttl"]) };

try {
  process.exitCode = await showUntilStopped(createRenderer(true, process.stdout, process.stderr), (stop) =>
    eventStream(stop, (emit, signal) =>
      etcd === undefined
        ? launch(jobFile, { ...options, signal }, emit)
        : launchSeveral(jobFile, { ...options, ...several, etcd, signal }, emit),
    ),
  );
} catch (error) {
  process.exitCode = tellFailure(error);
}
