// `elastune run JOB --run-dir DIR --workers N --json` whose workers are those of worker.ts.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { showUntilStopped } from "../../../cli/commands/show.ts";
import { failureOf } from "../../../cli/failure.ts";
import { launch } from "../../../cli/launcher/launch.ts";
import { eventStream } from "../../../cli/library/event-stream.ts";
import { createRenderer } from "../../../cli/render/create-renderer.ts";

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "run-dir": { type: "string", default: "" },
    workers: { type: "string", default: "2" },
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
};

try {
  process.exitCode = await showUntilStopped(createRenderer(true, process.stdout, process.stderr), (stop) =>
    eventStream(stop, (emit, signal) => launch(jobFile, { ...options, signal }, emit)),
  );
} catch (error) {
  const { exitCode, event, text } = failureOf(error);
  process.stdout.write(`${JSON.stringify({ ...event, time: new Date().toISOString() })}\n`);
  process.stderr.write(`${text}\n`);
  process.exitCode = exitCode;
}
